"""Pages of what a structure offers."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.national_vocabulary import SERVICES
from services.directory.models.offer import Offer
from services.directory.queries.structures import get_structure
from services.directory.schemas.offers import OfferChangesSchema, OfferSchema
from services.directory.usecases import offers, structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("offers", __name__, prefix="annuaire")


@blueprint.get("/structures/<uuid:structure_id>/offres/nouvelle")
@door("structures.amend")
def new_offer(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = get_structure(uow, structure_id)
    structures.check_may_amend(actor, structure)
    return render_template("offers/new.html", structure=structure, offer=None, themes=SERVICES)


@blueprint.post("/structures/<uuid:structure_id>/offres/nouvelle")
@door("structures.amend", retry=new_offer)
def add_offer(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    offer = offers.add_offer(uow, actor, structure_id=structure_id, **load_form(OfferSchema))
    return done(f"« {offer.theme} » est sur la fiche.", _page(offer.structure_id))


@blueprint.get("/structures/offres/<uuid:offer_id>")
@door("structures.amend")
def edit_offer(uow: UnitOfWork, actor: Actor, offer_id: UUID) -> ResponseReturnValue:
    offer = uow.get(Offer, offer_id)
    structure = get_structure(uow, offer.structure_id)
    structures.check_may_amend(actor, structure)
    return render_template("offers/edit.html", structure=structure, offer=offer, themes=SERVICES)


@blueprint.post("/structures/offres/<uuid:offer_id>")
@door("structures.amend", retry=edit_offer)
def change_offer(uow: UnitOfWork, actor: Actor, offer_id: UUID) -> ResponseReturnValue:
    offer = offers.change_offer(uow, actor, offer_id=offer_id, **load_form(OfferChangesSchema))
    return done(f"« {offer.theme} » : c’est enregistré.", _page(offer.structure_id))


@blueprint.post("/structures/offres/<uuid:offer_id>/retrait")
@door("structures.amend", retry=edit_offer)
def remove_offer(uow: UnitOfWork, actor: Actor, offer_id: UUID) -> ResponseReturnValue:
    offer = offers.remove_offer(uow, actor, offer_id=offer_id)
    return done(f"« {offer.theme} » n’est plus sur la fiche.", _page(offer.structure_id))


def _page(structure_id: UUID) -> str:
    return url_for("structures.show_structure", structure_id=structure_id)
