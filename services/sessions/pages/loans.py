"""Loans: the list, lending in two steps, the return."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.sessions.domain.due import DueState, latest_due_on, usual_due_on
from services.sessions.pages.choices import person_choice
from services.sessions.pages.filters import chips
from services.sessions.queries.items import get_item
from services.sessions.queries.loans import (
    ENDED_ORDER,
    OPEN_ORDER,
    count_loans,
    get_loan,
    loans,
)
from services.sessions.schemas.loans import LoanForm, LoanQuery
from services.sessions.usecases import loans as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.formats import short_day
from shared.web.forms import load_form, load_query
from shared.web.pagination import paginate

blueprint = page_blueprint("loans", __name__, prefix="materiel")

STATES = [(state.value, state.label) for state in (DueState.LATE, DueState.SOON, DueState.ENDED)]


@blueprint.get("/prets")
@door("loans.read")
def list_loans(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(LoanQuery)
    ended = query["state"] == DueState.ENDED
    found = loans(uow.today, state=query["state"], search=query["q"])
    options: dict[str, Any] = {"cursor": query["cursor"], "limit": 30, "descending": ended}
    page = paginate(uow, found, *(ENDED_ORDER if ended else OPEN_ORDER), count=count_loans(uow, found), **options)
    filters = chips({"state": dict(STATES)})
    return render_template("loans/index.html", page=page, query=query, states=STATES, filters=filters, today=uow.today)


@blueprint.get("/materiels/<uuid:item_id>/pret")
@door("loans.write")
def new_loan(uow: UnitOfWork, item_id: UUID) -> ResponseReturnValue:
    return render_template(
        "loans/new.html",
        item=get_item(uow, item_id),
        choice=person_choice(uow),
        due_on=usual_due_on(uow.today),
        today=uow.today,
        latest=latest_due_on(uow.today),
    )


@blueprint.post("/materiels/<uuid:item_id>/pret")
@door("loans.write", retry=new_loan)
def lend_item(uow: UnitOfWork, actor: Actor, item_id: UUID) -> ResponseReturnValue:
    loan = usecases.lend_item(uow, actor, item_id=item_id, **load_form(LoanForm))
    said = (
        f"{loan.item.kind_label} {loan.item.tag} : en prêt à {loan.person.full_name} jusqu’au {short_day(loan.due_on)}."
    )
    undo = url_for(".cancel_loan", loan_id=loan.id)
    return done(said, url_for(".show_loan", loan_id=loan.id), undo=undo)


@blueprint.get("/prets/<uuid:loan_id>")
@door("loans.read")
def show_loan(uow: UnitOfWork, loan_id: UUID) -> ResponseReturnValue:
    return render_template("loans/show.html", loan=get_loan(uow, loan_id), today=uow.today)


@blueprint.post("/prets/<uuid:loan_id>/retour")
@door("loans.write", retry=show_loan)
def return_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> ResponseReturnValue:
    loan = usecases.return_loan(uow, actor, loan_id=loan_id)
    said = f"{loan.item.tag} est de retour. Merci de vérifier son état."
    undo = url_for(".reopen_loan", loan_id=loan.id)
    return done(said, url_for("items.show_item", item_id=loan.item_id), undo=undo)


@blueprint.post("/prets/<uuid:loan_id>/annulation")
@door("loans.write", retry=show_loan)
def cancel_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> ResponseReturnValue:
    loan = usecases.cancel_loan(uow, actor, loan_id=loan_id)
    return done(f"Le prêt de {loan.item.tag} est annulé.", url_for("items.show_item", item_id=loan.item_id))


@blueprint.post("/prets/<uuid:loan_id>/reprise")
@door("loans.write", retry=show_loan)
def reopen_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> ResponseReturnValue:
    loan = usecases.reopen_loan(uow, actor, loan_id=loan_id)
    return done(f"Le retour de {loan.item.tag} est annulé : le prêt continue.", url_for(".show_loan", loan_id=loan.id))
