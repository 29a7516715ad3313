"""Looking at loans."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from services.sessions.domain.due import SOON, DueState
from services.sessions.domain.names import search_key
from services.sessions.models.item import Item
from services.sessions.models.loan import Loan
from services.sessions.models.person import Person
from shared.text_search import fold, folded
from shared.unit_of_work import UnitOfWork

OPEN_ORDER = (Loan.due_on, Loan.id)
"""The next to come back first."""
ENDED_ORDER = (Loan.returned_at, Loan.id)
"""Read the last returned first."""


def loans(today: date, *, state: str = "", search: str = "") -> Select[Loan]:
    """In no order. ``state``: a DueState, or nothing for all those in progress."""
    statement = select(Loan).options(joinedload(Loan.item), joinedload(Loan.person))
    if state == DueState.ENDED:
        return _searched(statement.where(Loan.returned_at.is_not(None)), search)
    statement = statement.where(Loan.returned_at.is_(None))
    return _searched(statement.where(_due(state, today)) if state in set(DueState) else statement, search)


def _due(state: str, today: date) -> ColumnElement[bool]:
    if state == DueState.LATE:
        return Loan.due_on < today
    if state == DueState.SOON:
        return Loan.due_on.between(today, today + SOON)
    return Loan.due_on > today + SOON


def _searched(statement: Select[Loan], search: str) -> Select[Loan]:
    words = search.split()
    if not words:
        return statement
    statement = statement.join(Loan.item).join(Loan.person)
    for word in words:
        matches = [Item.tag.icontains(word, autoescape=True)]
        matches.append(folded(Item.model).contains(fold(word), autoescape=True))
        if key := search_key(word):
            matches.append(Person.search_key.contains(key, autoescape=True))
        statement = statement.where(or_(*matches))
    return statement


def get_loan(uow: UnitOfWork, loan_id: UUID) -> Loan:
    """Raises NotFound."""
    return uow.get(Loan, loan_id)


def find_open_loan(uow: UnitOfWork, item_id: UUID) -> Loan | None:
    return uow.session.scalars(select(Loan).where(Loan.item_id == item_id, Loan.returned_at.is_(None))).one_or_none()


def count_loans(uow: UnitOfWork, statement: Select[Loan]) -> int:
    return uow.session.scalar(select(func.count()).select_from(statement.with_only_columns(Loan.id).subquery())) or 0


def list_due(uow: UnitOfWork, state: DueState, *, limit: int = 10) -> list[Loan]:
    return list(uow.session.scalars(loans(uow.today, state=state).order_by(*OPEN_ORDER).limit(limit)))


def count_due(uow: UnitOfWork, state: DueState) -> int:
    statement = select(func.count()).select_from(Loan).where(Loan.returned_at.is_(None), _due(state, uow.today))
    return uow.session.scalar(statement) or 0


def list_loans_of_person(uow: UnitOfWork, person_id: UUID) -> list[Loan]:
    """Newest first."""
    return list(
        uow.session.scalars(
            select(Loan)
            .where(Loan.person_id == person_id)
            .order_by(Loan.lent_at.desc(), Loan.id.desc())
            .options(joinedload(Loan.item))
        )
    )
