"""Meetings, with the series they belong to."""

from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from services.sessions.domain.dates import instant
from services.sessions.models.series import Series
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.models.workshop_date import Status, WorkshopDate
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Meeting:
    workshop_date: WorkshopDate
    series: Series
    structure: StructureCopy | None


def get_meeting(uow: UnitOfWork, workshop_date_id: UUID) -> Meeting:
    """Raises NotFound."""
    workshop_date = uow.get(WorkshopDate, workshop_date_id)
    series = uow.get(Series, workshop_date.series_id)
    structure = uow.get(StructureCopy, series.structure_id) if series.structure_id else None
    return Meeting(workshop_date, series, structure)


def workshop_dates(series_id: UUID | None = None) -> Select[WorkshopDate]:
    statement = select(WorkshopDate)
    return statement.where(WorkshopDate.series_id == series_id) if series_id else statement


def list_to_fill(uow: UnitOfWork, *, limit: int = 20) -> list[Meeting]:
    """Meetings of today and before whose attendance nobody has recorded yet, the oldest first."""
    tomorrow = instant(uow.today + timedelta(days=1), time(), uow.network.time_zone)
    return _meetings(uow, WorkshopDate.starts_at < tomorrow, limit)


def list_upcoming(uow: UnitOfWork, *, limit: int = 6) -> list[Meeting]:
    """Planned meetings from tomorrow on, the nearest first."""
    tomorrow = instant(uow.today + timedelta(days=1), time(), uow.network.time_zone)
    return _meetings(uow, WorkshopDate.starts_at >= tomorrow, limit)


def _meetings(uow: UnitOfWork, when: object, limit: int) -> list[Meeting]:
    statement = (
        select(WorkshopDate, Series, StructureCopy)
        .join(Series, (Series.tenant_id == WorkshopDate.tenant_id) & (Series.id == WorkshopDate.series_id))
        .outerjoin(
            StructureCopy,
            (StructureCopy.tenant_id == Series.tenant_id) & (StructureCopy.id == Series.structure_id),
        )
        .where(WorkshopDate.status == Status.PLANNED, when)  # type: ignore[arg-type]
        .order_by(WorkshopDate.starts_at, WorkshopDate.id)
        .limit(limit)
    )
    return [Meeting(*row) for row in uow.session.execute(statement)]
