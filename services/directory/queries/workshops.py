"""Workshops to come, told by the directory's copies: where, when, and how many places are left.

What takes place at a structure that was merged belongs to the one that it was merged into.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from services.directory.models.agenda_entry import WORKSHOP, AgendaEntry
from services.directory.models.offer import Seat
from services.directory.models.structure import ACTIVE, Structure
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import Page, paginate

_place = aliased(Structure)
"""Where the sessions service says that it is; perhaps merged since."""
_host_id = func.coalesce(_place.merged_into_id, _place.id)
_taken = (
    select(func.count(Seat.id)).where(Seat.series_id == AgendaEntry.series_id, Seat.taken).correlate(AgendaEntry)
).scalar_subquery()
_free = AgendaEntry.capacity - _taken


@dataclass(frozen=True)
class NextWorkshop:
    structure_id: UUID
    title: str
    starts_at: datetime
    free: int | None
    """None when the capacity is not known."""
    structure: str = ""
    commune: str = ""


def list_next_workshops(uow: UnitOfWork, structure_id: UUID, *, limit: int = 4) -> list[NextWorkshop]:
    query = _to_come(uow, _host_id, _free).where(_host_id == structure_id)
    order = (AgendaEntry.starts_at, AgendaEntry.id)
    return [_told(*row) for row in uow.session.execute(query.order_by(*order).limit(limit))]


def first_free_dates(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> dict[UUID, NextWorkshop]:
    """By structure: its next workshop that has a place left. One query, however many structures."""
    query = _to_come(uow, _host_id, _free).where(_host_id.in_(structure_ids), _free > 0).ext(distinct_on(_host_id))
    rows = uow.session.execute(query.order_by(_host_id, AgendaEntry.starts_at, AgendaEntry.id))
    return {told.structure_id: told for told in (_told(*row) for row in rows)}


def has_free_places(uow: UnitOfWork) -> ColumnElement[bool]:
    """Of a structure, for a query."""
    hosts = _to_come(uow).where(_free > 0).with_only_columns(_host_id)
    return Structure.id.in_(hosts)


def list_public_workshops(uow: UnitOfWork, *, cursor: str | None = None, limit: int = 30) -> Page:
    """At the structures that everybody may see, soonest first: what is cancelled or begun is not shown."""
    host = aliased(Structure)
    shown = and_(host.tenant_id == _place.tenant_id, host.id == _host_id, host.is_public, host.status == ACTIVE)
    query = _to_come(uow).join(host, shown)
    page = paginate(uow, query, AgendaEntry.starts_at, AgendaEntry.id, cursor=cursor, limit=limit)
    named = select(AgendaEntry, _host_id, _free, host.label, host.commune).join(*_at_place()).join(host, shown)
    wanted = named.where(AgendaEntry.id.in_([entry.id for entry in page.items]))
    rows = uow.session.execute(wanted.order_by(AgendaEntry.starts_at, AgendaEntry.id))
    return Page([_told(*row) for row in rows], page.next, page.previous)


def _at_place() -> tuple[Any, ColumnElement[bool]]:
    return _place, and_(_place.tenant_id == AgendaEntry.tenant_id, _place.id == AgendaEntry.structure_id)


def _to_come(uow: UnitOfWork, *columns: Any) -> Select:
    planned = (AgendaEntry.kind == WORKSHOP, AgendaEntry.status == "planned", AgendaEntry.starts_at >= uow.now)
    return select(AgendaEntry, *columns).join(*_at_place()).where(*planned)


def _told(
    entry: AgendaEntry, structure_id: UUID, free: int | None, structure: str = "", commune: str = ""
) -> NextWorkshop:
    left = None if free is None else max(free, 0)
    return NextWorkshop(structure_id, entry.title, entry.starts_at, left, structure, commune)
