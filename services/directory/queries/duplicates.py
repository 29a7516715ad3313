"""Pairs of structures that are probably one."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select

from services.directory.models.duplicate_pair import DIFFERENT, PROPOSED, DuplicatePair
from services.directory.models.structure import Structure
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate


@dataclass(frozen=True)
class Pair:
    """``pair``: None for two structures that somebody put side by side by themselves."""

    pair: DuplicatePair | None
    first: Structure
    second: Structure


def list_pairs(uow: UnitOfWork, *, state: str = PROPOSED, cursor: str | None = None, limit: int = PAGE) -> Page:
    """The likeliest first; items are :class:`Pair`."""
    count = count_pairs(uow, state)
    query = select(DuplicatePair).where(DuplicatePair.state == state)
    order = (DuplicatePair.score, DuplicatePair.id)
    page = paginate(uow, query, *order, cursor=cursor, limit=limit, descending=True, count=count)
    wanted = {one for pair in page.items for one in (pair.first_id, pair.second_id)}
    found = {one.id: one for one in uow.session.scalars(select(Structure).where(Structure.id.in_(wanted)))}
    return replace(page, items=[Pair(pair, found[pair.first_id], found[pair.second_id]) for pair in page.items])


def count_pairs(uow: UnitOfWork, state: str = PROPOSED) -> int:
    return uow.session.scalar(select(func.count(DuplicatePair.id)).where(DuplicatePair.state == state)) or 0


def count_different(uow: UnitOfWork) -> int:
    return count_pairs(uow, DIFFERENT)


def get_two(uow: UnitOfWork, first_id: UUID, second_id: UUID) -> Pair:
    """Any two structures of the directory. Raises NotFound, also for one and the same, or one that has left."""
    first, second = (uow.get(Structure, one) for one in (first_id, second_id))
    if first is second or not (first.is_active and second.is_active):
        raise NotFound
    return Pair(None, first, second)


def get_pair(uow: UnitOfWork, pair_id: UUID) -> Pair:
    """Raises NotFound."""
    pair = uow.get(DuplicatePair, pair_id)
    return Pair(pair, uow.get(Structure, pair.first_id), uow.get(Structure, pair.second_id))
