from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, select

from services.sessions.domain.names import search_key
from services.sessions.models.structure_copy import StructureCopy
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

ORDER = (StructureCopy.commune, StructureCopy.label, StructureCopy.id)


def find_structures(uow: UnitOfWork, *, q: str = "", cursor: str | None = None, limit: int = PAGE) -> Page:
    """Active structures of which news has come, by commune and name; ``q``: every word in the name or the commune."""
    words = (StructureCopy.search_key.contains(word, autoescape=True) for word in search_key(q).split())
    return paginate(uow, known_structures().where(*words), *ORDER, cursor=cursor, limit=limit, counted=True)


def list_structures_among(uow: UnitOfWork, structure_ids: Collection[UUID]) -> Sequence[StructureCopy]:
    """Whatever has become of them."""
    return uow.session.scalars(select(StructureCopy).where(StructureCopy.id.in_(structure_ids)).order_by(*ORDER)).all()


def known_structures() -> Select[StructureCopy]:
    return select(StructureCopy).where(StructureCopy.is_active, StructureCopy.version > 0)
