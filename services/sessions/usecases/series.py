"""Series: planned in one go, changed as a whole."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.dates import instant, weekly_dates
from services.sessions.domain.names import search_key
from services.sessions.errors import CapacityBelowEnrolled
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import Status, WorkshopDate
from services.sessions.usecases.announcements import announce_attendance, announce_plan
from services.sessions.usecases.structures import ensure_structure
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def plan_series(
    uow: UnitOfWork,
    actor: Actor,
    *,
    title: str,
    kind: str,
    structure_id: UUID | None,
    capacity: int,
    first_on: date,
    starts_at: time,
    ends_at: time,
    count: int = 1,
    skip_holidays: bool = True,
    room: str = "",
    facilitators: str = "",
) -> Series:
    """A series and its ``count`` weekly dates; the hours are those of the network's clocks, all year round."""
    if structure_id is not None:
        ensure_structure(uow, structure_id)
    series = Series(
        title=title,
        kind=kind,
        structure_id=structure_id,
        capacity=capacity,
        room=room,
        facilitators=facilitators,
        seats_taken=0,
        search_key=search_key(title, facilitators),
    )
    uow.session.add(series)
    uow.session.flush()
    for day in weekly_dates(first_on, count, skip_holidays=skip_holidays):
        _add(uow, series, day, starts_at, ends_at)
    return series


def change_series(
    uow: UnitOfWork,
    actor: Actor,
    *,
    series_id: UUID,
    title: str,
    capacity: int,
    room: str = "",
    facilitators: str = "",
    version: int | None = None,
) -> Series:
    """``version``: of the series that was read. Raises CapacityBelowEnrolled, ChangedMeanwhile."""
    series = uow.get(Series, series_id, lock=True, seen=version)
    if capacity < series.seats_taken:
        raise CapacityBelowEnrolled(enrolled=series.seats_taken)
    announced = (series.title, series.capacity) != (title, capacity)
    series.title, series.capacity = title, capacity
    series.room, series.facilitators = room, facilitators
    series.search_key = search_key(title, facilitators)
    series.version += 1
    if announced:
        _announce_again(uow, series)
    return series


def add_date(
    uow: UnitOfWork, actor: Actor, *, series_id: UUID, on: date, starts_at: time, ends_at: time
) -> WorkshopDate:
    """One more meeting of a series, such as one that makes up for a cancelled one."""
    return _add(uow, uow.get(Series, series_id), on, starts_at, ends_at)


def _add(uow: UnitOfWork, series: Series, day: date, starts_at: time, ends_at: time) -> WorkshopDate:
    zone = uow.network.time_zone
    workshop_date = WorkshopDate(
        series_id=series.id,
        starts_at=instant(day, starts_at, zone),
        ends_at=instant(day, ends_at, zone),
        status=Status.PLANNED,
        version=1,
        attendance_version=0,
        cancelled_because="",
    )
    uow.session.add(workshop_date)
    uow.session.flush()
    announce_plan(uow, series, workshop_date)
    return workshop_date


def _announce_again(uow: UnitOfWork, series: Series) -> None:
    dates = select(WorkshopDate).where(WorkshopDate.series_id == series.id).order_by(WorkshopDate.id).with_for_update()
    for workshop_date in uow.session.scalars(dates):
        workshop_date.version += 1
        announce_plan(uow, series, workshop_date)
        if workshop_date.is_held:
            workshop_date.attendance_version += 1
            announce_attendance(uow, series, workshop_date)
