from typing import Any
from uuid import UUID

from services.sessions.domain.due import DueState
from services.sessions.queries.loans import ENDED_ORDER, OPEN_ORDER, get_loan, loans
from services.sessions.schemas.loans import LoanQuery, LoanSchema, LoansPageSchema
from services.sessions.usecases import loans as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("loans", __name__, service="sessions", description="Who has what, until when")


@blueprint.get("/loans")
@door("loans.read")
@blueprint.arguments(LoanQuery, location="query")
@blueprint.response(200, LoansPageSchema)
def list_loans(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    ended = query["state"] == DueState.ENDED
    found = loans(uow.today, state=query["state"], search=query["q"])
    options = {"cursor": query["cursor"], "limit": query["limit"], "descending": ended}
    return paginate(uow, found, *(ENDED_ORDER if ended else OPEN_ORDER), **options)


@blueprint.post("/loans")
@door("loans.write")
@blueprint.arguments(LoanSchema)
@blueprint.response(201, LoanSchema)
def lend_item(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.lend_item(uow, actor, **data)


@blueprint.get("/loans/<uuid:loan_id>")
@door("loans.read")
@blueprint.response(200, LoanSchema)
def show_loan(uow: UnitOfWork, loan_id: UUID) -> Any:
    return get_loan(uow, loan_id)


@blueprint.post("/loans/<uuid:loan_id>/return")
@door("loans.write")
@blueprint.response(200, LoanSchema)
def return_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> Any:
    return usecases.return_loan(uow, actor, loan_id=loan_id)


@blueprint.post("/loans/<uuid:loan_id>/cancellation")
@door("loans.write")
@blueprint.response(200, LoanSchema)
def cancel_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> Any:
    return usecases.cancel_loan(uow, actor, loan_id=loan_id)


@blueprint.post("/loans/<uuid:loan_id>/reopening")
@door("loans.write")
@blueprint.response(200, LoanSchema)
def reopen_loan(uow: UnitOfWork, actor: Actor, loan_id: UUID) -> Any:
    return usecases.reopen_loan(uow, actor, loan_id=loan_id)
