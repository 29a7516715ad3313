"""Home of equipment: what to do today, one field that finds everything, the stock at a glance."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.domain.due import DueState
from services.sessions.models.item import ItemStatus
from services.sessions.queries.credit import count_given_to, list_low_stocks, list_stocks
from services.sessions.queries.items import count_by_status, find_by_number, items
from services.sessions.queries.loans import count_due, find_open_loan, list_due, list_loans_of_person
from services.sessions.queries.people import find_people, get_person, near_people
from services.sessions.queries.sim_cards import count_sim_cards, find_by_iccid, list_sim_cards_of_person
from services.sessions.schemas.people import PersonSchema
from services.sessions.usecases.people import register_person
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("equipment", __name__, prefix="materiel")


@blueprint.get("/")
@door("items.read")
def home(uow: UnitOfWork) -> ResponseReturnValue:
    statuses = count_by_status(uow)
    return render_template(
        "equipment/home.html",
        today=uow.today,
        late=list_due(uow, DueState.LATE),
        late_count=count_due(uow, DueState.LATE),
        soon=list_due(uow, DueState.SOON),
        soon_count=count_due(uow, DueState.SOON),
        repairs=statuses[ItemStatus.REPAIR],
        low_stocks=list_low_stocks(uow),
        statuses=statuses,
        total=sum(statuses.values()),
        sims=count_sim_cards(uow),
        credit=sum(stock.balance for stock in list_stocks(uow)),
    )


@blueprint.get("/chercher")
@door("items.read")
def find(uow: UnitOfWork) -> ResponseReturnValue:
    """A number leads to the thing that carries it; a name, to the people and things that match."""
    text = request.args.get("q", "").strip()
    if not text:
        flash("Écrivez ou scannez d’abord une étiquette, un numéro ou un nom.", "warning")
        return redirect(url_for(".home"), 303)
    if item := find_by_number(uow, text):
        return redirect(_toward(uow, item.id, request.args.get("pour", "")), 303)
    if card := find_by_iccid(uow, text):
        return redirect(url_for("sim_cards.show_sim_card", sim_id=card.id), 303)
    found = uow.session.scalars(items(search=text).limit(20)).all()
    people = find_people(uow, text, limit=20)
    near = [] if found or people else near_people(uow, text)
    return render_template("equipment/found.html", text=text, items=found, people=people, near=near)


def _toward(uow: UnitOfWork, item_id: UUID, purpose: str) -> str:
    loan = find_open_loan(uow, item_id)
    if purpose == "rendre" and loan is not None:
        return url_for("loans.show_loan", loan_id=loan.id)
    if purpose == "preter" and loan is None:
        return url_for("loans.new_loan", item_id=item_id)
    return url_for("items.show_item", item_id=item_id)


@blueprint.get("/personnes/<uuid:person_id>")
@door("loans.read")
def show_person(uow: UnitOfWork, person_id: UUID) -> ResponseReturnValue:
    """What a person has in hand."""
    return render_template(
        "equipment/person.html",
        today=uow.today,
        person=get_person(uow, person_id),
        loans=list_loans_of_person(uow, person_id),
        sims=list_sim_cards_of_person(uow, person_id),
        credit=count_given_to(uow, person_id),
    )


@blueprint.get("/personnes/nouvelle")
@door("people.write")
def new_person(uow: UnitOfWork) -> ResponseReturnValue:
    guess = {name: request.args.get(name, "") for name in ("first_name", "last_name", "phone")}
    return render_template("equipment/new_person.html", following=_following(), guess=guess)


@blueprint.post("/personnes/nouvelle")
@door("people.write", retry=new_person)
def add_person(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Then back to the loan or gift during which the person was missing."""
    person = register_person(uow, actor, **load_form(PersonSchema))
    following = _following()
    separator = "&" if "?" in following else "?"
    return done(f"La fiche de {person.full_name} est créée.", f"{following}{separator}person_id={person.id}")


def _following() -> str:
    """Where to go next: only inside these pages, whatever the address says."""
    wanted, home_href = request.values.get("suite", ""), url_for(".home")
    return wanted if wanted.startswith(home_href) else url_for("credit.new_gift")
