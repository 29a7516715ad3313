"""One dated meeting: moved or cancelled."""

from datetime import date, time
from uuid import UUID

from services.sessions.domain.dates import instant
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.usecases.announcements import announce_plan
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def move_date(
    uow: UnitOfWork, actor: Actor, *, workshop_date_id: UUID, on: date, starts_at: time, ends_at: time
) -> WorkshopDate:
    """Raises WorkshopCancelled, WorkshopHeldAlready."""
    workshop_date = uow.get(WorkshopDate, workshop_date_id, lock=True)
    zone = uow.network.time_zone
    workshop_date.move(instant(on, starts_at, zone), instant(on, ends_at, zone))
    announce_plan(uow, uow.get(Series, workshop_date.series_id), workshop_date)
    return workshop_date


def cancel_date(uow: UnitOfWork, actor: Actor, *, workshop_date_id: UUID, because: str = "") -> WorkshopDate:
    """Only this meeting; the places in the series stay. Raises WorkshopCancelled, WorkshopHeldAlready."""
    workshop_date = uow.get(WorkshopDate, workshop_date_id, lock=True)
    workshop_date.cancel(because)
    announce_plan(uow, uow.get(Series, workshop_date.series_id), workshop_date)
    return workshop_date
