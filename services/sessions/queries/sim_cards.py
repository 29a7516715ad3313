"""Looking at SIM cards."""

import re
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from services.sessions.domain.names import search_key
from services.sessions.models.person import Person
from services.sessions.models.sim_card import SimCard
from shared.unit_of_work import UnitOfWork

ORDER = (SimCard.iccid, SimCard.id)


def sim_cards(*, search: str = "", state: str = "") -> Select[SimCard]:
    """In no order. ``state``: ``stock``, ``given``, or nothing for all."""
    statement = select(SimCard).options(joinedload(SimCard.person))
    if state == "stock":
        statement = statement.where(SimCard.given_on.is_(None))
    if state == "given":
        statement = statement.where(SimCard.given_on.is_not(None))
    if search.split():
        statement = statement.outerjoin(SimCard.person)
    for word in _numbers_joined(search).split():
        matches = [SimCard.iccid.contains(word, autoescape=True), SimCard.operator.icontains(word, autoescape=True)]
        if key := search_key(word):
            matches.append(Person.search_key.contains(key, autoescape=True))
        statement = statement.where(or_(*matches))
    return statement


def _numbers_joined(search: str) -> str:
    """« 8933 0100 » as it is printed on a card, in groups, is one number."""
    return re.sub(r"(?<=\d)\s+(?=\d)", "", search)


def count_found(uow: UnitOfWork, statement: Select[SimCard]) -> int:
    """How many :func:`sim_cards` finds."""
    return uow.session.scalar(select(func.count()).select_from(statement.with_only_columns(SimCard.id).subquery())) or 0


def get_sim_card(uow: UnitOfWork, sim_id: UUID) -> SimCard:
    """Raises NotFound."""
    return uow.get(SimCard, sim_id)


def find_by_iccid(uow: UnitOfWork, text: str) -> SimCard | None:
    iccid = "".join(text.split()).upper().removesuffix("F")
    return uow.session.scalars(select(SimCard).where(SimCard.iccid == iccid)).one_or_none()


def count_sim_cards(uow: UnitOfWork) -> tuple[int, int]:
    """In stock, given."""
    statement = select(
        func.count().filter(SimCard.given_on.is_(None)), func.count().filter(SimCard.given_on.is_not(None))
    ).select_from(SimCard)
    in_stock, given = uow.session.execute(statement).one()
    return in_stock, given


def list_sim_cards_of_person(uow: UnitOfWork, person_id: UUID) -> list[SimCard]:
    return list(uow.session.scalars(select(SimCard).where(SimCard.person_id == person_id).order_by(SimCard.given_on)))


def list_operators(uow: UnitOfWork) -> list[str]:
    return list(uow.session.scalars(select(SimCard.operator).distinct().order_by(SimCard.operator)))
