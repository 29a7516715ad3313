"""What structures offer, and their next workshops with the places that are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from services.directory.models.agenda_entry import WORKSHOP, AgendaEntry
from services.directory.models.offer import Offer, Seat
from services.directory.models.structure import Structure
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NextWorkshop:
    title: str
    starts_at: datetime
    free: int | None
    """None when the capacity is not known."""


def list_offers(uow: UnitOfWork, structure_id: UUID) -> Sequence[Offer]:
    query = select(Offer).where(Offer.structure_id == structure_id).order_by(Offer.theme, Offer.id)
    return uow.session.scalars(query).all()


def list_next_workshops(uow: UnitOfWork, structure_id: UUID, *, limit: int = 4) -> list[NextWorkshop]:
    """At the structure, or at one that was merged into it."""
    merged = select(Structure.id).where(Structure.merged_into_id == structure_id)
    here = or_(AgendaEntry.structure_id == structure_id, AgendaEntry.structure_id.in_(merged))
    to_come = (AgendaEntry.kind == WORKSHOP, AgendaEntry.status == "planned", AgendaEntry.starts_at >= uow.now)
    query = select(AgendaEntry).where(here, *to_come).order_by(AgendaEntry.starts_at, AgendaEntry.id).limit(limit)
    entries = uow.session.scalars(query).all()
    taken = _taken(uow, {entry.series_id for entry in entries if entry.series_id})
    return [
        NextWorkshop(
            entry.title,
            entry.starts_at,
            None if entry.capacity is None else max(entry.capacity - taken.get(entry.series_id, 0), 0),
        )
        for entry in entries
    ]


def _taken(uow: UnitOfWork, series_ids: set[UUID]) -> dict[UUID | None, int]:
    query = select(Seat.series_id, func.count(Seat.id)).where(Seat.series_id.in_(series_ids), Seat.taken)
    return {row[0]: row[1] for row in uow.session.execute(query.group_by(Seat.series_id))}
