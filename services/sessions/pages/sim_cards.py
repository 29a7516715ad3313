"""SIM cards: the list, receiving a lot, giving one."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.pages.choices import person_choice
from services.sessions.pages.filters import chips
from services.sessions.queries.purchases import list_purchases
from services.sessions.queries.sim_cards import (
    ORDER,
    count_sim_cards,
    get_sim_card,
    list_operators,
    sim_cards,
)
from services.sessions.schemas.sim_cards import GiftSchema, SimCardQuery, SimReceptionSchema
from services.sessions.usecases import sim_cards as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query
from shared.web.pagination import paginate

blueprint = page_blueprint("sim_cards", __name__, prefix="materiel")

STATES = [("stock", "En stock"), ("given", "Données")]


@blueprint.get("/cartes-sim")
@door("sims.read")
def list_sim_cards(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(SimCardQuery)
    found = sim_cards(search=query["q"], state=query["state"])
    page = paginate(uow, found, *ORDER, cursor=query["cursor"], limit=30)
    in_stock, given = count_sim_cards(uow)
    return render_template(
        "sim_cards/index.html",
        page=page,
        query=query,
        in_stock=in_stock,
        given=given,
        states=STATES,
        filters=chips({"state": dict(STATES)}),
    )


@blueprint.get("/cartes-sim/reception")
@door("sims.write")
def new_reception(uow: UnitOfWork) -> ResponseReturnValue:
    purchases = [(str(purchase.id), f"{purchase.label} · {purchase.funder}") for purchase in list_purchases(uow)]
    return render_template(
        "sim_cards/new_reception.html",
        operators=list_operators(uow),
        purchases=purchases,
        today=uow.today,
        chosen=request.args.get("achat", ""),
    )


@blueprint.post("/cartes-sim/reception")
@door("sims.write", retry=new_reception)
def receive_sim_cards(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    reception = usecases.receive_sim_cards(uow, actor, **load_form(SimReceptionSchema))
    count = reception.quantity
    said = f"{count} cartes SIM {reception.operator} en stock." if count > 1 else "1 carte SIM en stock."
    return done(said, url_for(".list_sim_cards", state="stock"))


@blueprint.get("/cartes-sim/<uuid:sim_id>")
@door("sims.read")
def show_sim_card(uow: UnitOfWork, sim_id: UUID) -> ResponseReturnValue:
    return render_template("sim_cards/show.html", card=get_sim_card(uow, sim_id))


@blueprint.get("/cartes-sim/<uuid:sim_id>/don")
@door("sims.give")
def new_gift(uow: UnitOfWork, sim_id: UUID) -> ResponseReturnValue:
    return render_template("sim_cards/give.html", card=get_sim_card(uow, sim_id), choice=person_choice(uow))


@blueprint.post("/cartes-sim/<uuid:sim_id>/don")
@door("sims.give", retry=new_gift)
def give_sim_card(uow: UnitOfWork, actor: Actor, sim_id: UUID) -> ResponseReturnValue:
    card = usecases.give_sim_card(uow, actor, sim_id=sim_id, **load_form(GiftSchema))
    uow.session.flush()
    uow.session.refresh(card, ["person"])
    name = card.person.full_name if card.person else ""
    return done(f"La carte SIM est donnée à {name}.", url_for(".show_sim_card", sim_id=card.id))
