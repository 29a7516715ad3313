"""Pages of the structures' referents."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.referents import year_after
from services.directory.models.referent import VISIBILITIES, Referent
from services.directory.models.structure import Structure
from services.directory.pages.pickers import member_to_name
from services.directory.queries import referents as queries
from services.directory.queries.structures import get_structure
from services.directory.schemas.referents import ReferentChangesSchema, ReferentSchema
from services.directory.usecases import referents, structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("referents", __name__, prefix="annuaire")


@blueprint.get("/structures/referents")
@door("structures.write")
def list_missing(uow: UnitOfWork) -> ResponseReturnValue:
    """What the animator has to find out: structures where nobody can be asked for, validities that ended."""
    page = queries.list_structures_without_referent(uow, cursor=request.args.get("cursor"))
    return render_template("referents/index.html", page=page, ended=queries.list_ended_referents(uow))


@blueprint.get("/structures/<uuid:structure_id>/referents/nouveau")
@door("structures.amend")
def new_referent(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = get_structure(uow, structure_id)
    structures.check_may_amend(actor, structure)
    member = member_to_name(uow, structure_id) if structures.KEEPERS & actor.roles else None
    return render_template("referents/new.html", structure=structure, referent=None, member=member, **_form(uow))


@blueprint.post("/structures/<uuid:structure_id>/referents/nouveau")
@door("structures.amend", retry=new_referent)
def add_referent(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    referent = referents.add_referent(uow, actor, structure_id=structure_id, **load_form(ReferentSchema))
    return done(f"{referent.name} est référent de la structure.", _page(structure_id))


@blueprint.get("/structures/referents/<uuid:referent_id>")
@door("structures.amend")
def edit_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> ResponseReturnValue:
    referent = uow.get(Referent, referent_id)
    structure = uow.get(Structure, referent.structure_id)
    structures.check_may_amend(actor, structure)
    return render_template("referents/edit.html", structure=structure, referent=referent, **_form(uow))


@blueprint.post("/structures/referents/<uuid:referent_id>")
@door("structures.amend", retry=edit_referent)
def change_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> ResponseReturnValue:
    values = load_form(ReferentChangesSchema)
    referent = referents.change_referent(uow, actor, referent_id=referent_id, **values)
    return done(f"{referent.name} : c’est enregistré.", _page(referent.structure_id))


@blueprint.post("/structures/referents/<uuid:referent_id>/prolongation")
@door("structures.amend", retry=edit_referent)
def renew_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> ResponseReturnValue:
    referent = referents.renew_referent(uow, actor, referent_id=referent_id)
    return done(f"{referent.name} reste référent pour un an.", _page(referent.structure_id))


@blueprint.post("/structures/referents/<uuid:referent_id>/retrait")
@door("structures.amend", retry=edit_referent)
def remove_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> ResponseReturnValue:
    referent = referents.remove_referent(uow, actor, referent_id=referent_id)
    undo = url_for(".restore_referent", referent_id=referent_id)
    return done(f"{referent.name} n’est plus référent de la structure.", _page(referent.structure_id), undo=undo)


@blueprint.post("/structures/referents/<uuid:referent_id>/retour")
@door("structures.amend", retry=edit_referent)
def restore_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> ResponseReturnValue:
    referent = referents.restore_referent(uow, actor, referent_id=referent_id)
    return done(f"{referent.name} est de nouveau référent de la structure.", _page(referent.structure_id))


def _page(structure_id: UUID) -> str:
    return url_for("structures.show_structure", structure_id=structure_id)


def _form(uow: UnitOfWork) -> dict[str, Any]:
    return {"visibilities": list(VISIBILITIES.items()), "in_a_year": year_after(uow.today)}
