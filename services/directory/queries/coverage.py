"""Which communes of the department have a place of the network near them."""

import hashlib
import threading
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.coverage import SORTS, Coverage, Covered, Helping, cover
from services.directory.domain.distances import Point
from services.directory.domain.search_text import words
from services.directory.models.structure import ACTIVE, Structure
from services.directory.queries.communes import edition_of, list_inhabited
from services.directory.queries.structures import Wanted, conditions
from services.directory.queries.whole_network import STATE
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page

MOST_KEPT = 4
_kept: dict[tuple[UUID, str], Coverage] = {}
"""The last ones of this process, the latest at the end: page, map and file of one choice follow each other."""
_lock = threading.Lock()


def get_coverage(uow: UnitOfWork, wanted: Wanted, within: int) -> Coverage:
    """Computed once for the same choice and the same structures. Without communes, the department is not loaded yet."""
    key = (uow.tenant_id, fingerprint(uow, wanted, within))
    with _lock:
        known = _kept.pop(key, None)
    known = known or _covered(uow, wanted, within)
    with _lock:
        _kept[key] = known
        for old in list(_kept)[:-MOST_KEPT]:
            del _kept[old]
    return known


def _covered(uow: UnitOfWork, wanted: Wanted, within: int) -> Coverage:
    department = uow.network.department or ""
    return cover(list_inhabited(uow), _helping(uow, wanted), within, department=department)


def fingerprint(uow: UnitOfWork, wanted: Wanted, within: int) -> str:
    """Changes whenever the coverage may change: with the choice, the structures, the reference of communes."""
    structures = uow.session.execute(select(*STATE).where(Structure.status == ACTIVE)).one()
    seen = (uow.tenant_id, edition_of(uow, uow.network.department), wanted, within, *structures)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


def _helping(uow: UnitOfWork, wanted: Wanted) -> list[Helping]:
    columns = (Structure.id, Structure.label, Structure.commune_code, Structure.commune_key)
    query = select(*columns, Structure.latitude, Structure.longitude).where(*conditions(uow, wanted, None))
    rows = uow.session.execute(query.order_by(Structure.label_key, Structure.id))
    return [
        Helping(*row[:4], point=None if row.latitude is None else Point(row.latitude, row.longitude)) for row in rows
    ]


def chosen_communes(coverage: Coverage, *, text: str, only_without: bool, sort: str) -> list[Covered]:
    """``text``: beginnings of words of the name of the commune or of its group."""
    sought = words(text)
    found = [one for one in coverage.communes if one.is_without or not only_without]
    return sorted((one for one in found if _answers(one, sought)), key=SORTS[sort])


def _answers(one: Covered, sought: Sequence[str]) -> bool:
    told = [*one.key.split(), *words(one.intercommunality)]
    return all(any(word.startswith(start) for word in told) for start in sought)


def page_of(communes: Sequence[Covered], *, cursor: str | None, limit: int = PAGE) -> Page:
    """``cursor``: how many come before. An unreadable one is the first page."""
    begin = int(cursor) if cursor and len(cursor) < 6 and cursor.isascii() and cursor.isdecimal() else 0
    begin = begin if begin < len(communes) else 0
    end = begin + limit
    return Page(
        items=communes[begin:end],
        next=str(end) if end < len(communes) else None,
        previous=str(max(0, begin - limit)) if begin else None,
        count=len(communes),
    )
