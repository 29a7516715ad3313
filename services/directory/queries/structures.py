"""Looking for structures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from services.directory.domain.search_text import plain, words
from services.directory.models.structure import ACTIVE, Structure
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate


@dataclass(frozen=True)
class Wanted:
    """What a list of structures is narrowed to. ``status``: ``active`` or ``archived``; ``only_public``: those that
    the network shows to everybody."""

    text: str = ""
    commune: str = ""
    service: str = ""
    status: str = ACTIVE
    only_public: bool = False


SORTS = {
    "label": (Structure.label_key, Structure.id),
    "commune": (Structure.commune_key, Structure.label_key, Structure.id),
}


def list_structures(
    uow: UnitOfWork, wanted: Wanted, *, sort: str = "label", cursor: str | None = None, limit: int = PAGE
) -> Page:
    """An unknown ``sort`` is by name."""
    query = _narrowed(select(Structure), wanted)
    count = uow.session.scalar(_narrowed(select(func.count(Structure.id)), wanted)) or 0
    return paginate(uow, query, *SORTS.get(sort, SORTS["label"]), cursor=cursor, limit=limit, count=count)


def all_structures(uow: UnitOfWork, wanted: Wanted, *, sort: str = "label") -> Sequence[Structure]:
    """The whole of :func:`list_structures`, for a file."""
    query = _narrowed(select(Structure), wanted)
    return uow.session.scalars(query.order_by(*SORTS.get(sort, SORTS["label"]))).all()


def _narrowed(query: Select, wanted: Wanted) -> Select:
    """Every word must be found, without regard to accents or capitals."""
    query = query.where(Structure.status == wanted.status)
    if wanted.only_public:
        query = query.where(Structure.is_public)
    for word in words(wanted.text):
        query = query.where(Structure.search_text.contains(word, autoescape=True))
    if wanted.commune:
        query = query.where(Structure.commune_key == plain(wanted.commune))
    if wanted.service:
        query = query.where(Structure.services.contains([wanted.service]))
    return query


def get_structure(uow: UnitOfWork, structure_id: UUID) -> Structure:
    """Raises NotFound."""
    return uow.get(Structure, structure_id)


def list_communes(uow: UnitOfWork) -> list[str]:
    """Communes that have an active structure, in alphabetical order."""
    names = select(func.min(Structure.commune)).where(Structure.status == ACTIVE, Structure.commune != "")
    return list(uow.session.scalars(names.group_by(Structure.commune_key).order_by(Structure.commune_key)))


def count_structures(uow: UnitOfWork, status: str = ACTIVE) -> int:
    return uow.session.scalar(select(func.count(Structure.id)).where(Structure.status == status)) or 0
