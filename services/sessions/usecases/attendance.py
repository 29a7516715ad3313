"""Attendance of one meeting. Every recording is a new version of the same snapshot."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.presence import Mark
from services.sessions.errors import NotEnrolled, WorkshopCancelled, WorkshopNotYet
from services.sessions.models.attendance import Attendance
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.usecases.announcements import announce_attendance, announce_plan
from services.sessions.usecases.people import get_named
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork


def record_attendance(
    uow: UnitOfWork, actor: Actor, *, workshop_date_id: UUID, marks: Mapping[UUID, Mark], others: Mark | None = None
) -> WorkshopDate:
    """Sets the marks given and keeps the rest. ``others``: mark of the enrolled people who have none yet.

    Raises WorkshopCancelled, WorkshopNotYet, NotEnrolled.
    """
    workshop_date = _open_sheet(uow, workshop_date_id)
    known = _attendance_of(uow, workshop_date_id)
    enrolled = _enrolled_in(uow, workshop_date.series_id)
    if not marks.keys() <= enrolled | known.keys():
        raise NotEnrolled
    wanted = dict.fromkeys(enrolled - known.keys(), others) if others else {}
    changed = [_mark(uow, workshop_date, known, person, mark) for person, mark in (wanted | dict(marks)).items()]
    if any(changed) or (not workshop_date.is_held and not enrolled):
        _save(uow, workshop_date)
    return workshop_date


def add_walk_in(uow: UnitOfWork, actor: Actor, *, workshop_date_id: UUID, person_id: UUID) -> Attendance:
    """Someone came without being expected. A person who is enrolled is marked present instead.

    Raises PersonIsAnonymised, WorkshopCancelled, WorkshopNotYet.
    """
    workshop_date = _open_sheet(uow, workshop_date_id)
    person = get_named(uow, person_id)
    known = _attendance_of(uow, workshop_date_id)
    is_enrolled = person.id in _enrolled_in(uow, workshop_date.series_id)
    if _mark(uow, workshop_date, known, person.id, Mark.PRESENT, is_walk_in=not is_enrolled):
        _save(uow, workshop_date)
    return _attendance_of(uow, workshop_date_id)[person.id]


def remove_walk_in(uow: UnitOfWork, actor: Actor, *, workshop_date_id: UUID, person_id: UUID) -> None:
    """For a person added by mistake. Raises NotFound."""
    workshop_date = _open_sheet(uow, workshop_date_id)
    row = _attendance_of(uow, workshop_date_id).get(person_id)
    if row is None or not row.is_walk_in:
        raise NotFound
    uow.session.delete(row)
    _save(uow, workshop_date)


def _open_sheet(uow: UnitOfWork, workshop_date_id: UUID) -> WorkshopDate:
    workshop_date = uow.get(WorkshopDate, workshop_date_id, lock=True)
    if workshop_date.is_cancelled:
        raise WorkshopCancelled
    if workshop_date.day(uow.zone) > uow.today:
        raise WorkshopNotYet
    return workshop_date


def _attendance_of(uow: UnitOfWork, workshop_date_id: UUID) -> dict[UUID, Attendance]:
    rows = uow.session.scalars(select(Attendance).where(Attendance.workshop_date_id == workshop_date_id))
    return {row.person_id: row for row in rows}


def _enrolled_in(uow: UnitOfWork, series_id: UUID) -> set[UUID]:
    active = select(Enrolment.person_id).where(Enrolment.series_id == series_id, Enrolment.cancelled_on.is_(None))
    return set(uow.session.scalars(active))


def _mark(
    uow: UnitOfWork,
    workshop_date: WorkshopDate,
    known: Mapping[UUID, Attendance],
    person_id: UUID,
    mark: Mark,
    *,
    is_walk_in: bool = False,
) -> bool:
    """Whether anything changed. A person who walked in is present, and nothing else."""
    row = known.get(person_id)
    if row is None:
        row = Attendance(workshop_date_id=workshop_date.id, person_id=person_id, mark=mark, is_walk_in=is_walk_in)
        uow.session.add(row)
        return True
    if row.mark == mark or row.is_walk_in:
        return False
    row.mark = mark
    return True


def _save(uow: UnitOfWork, workshop_date: WorkshopDate) -> None:
    was_held = workshop_date.is_held
    workshop_date.record_attendance(uow.now)
    uow.session.flush()
    series = uow.get(Series, workshop_date.series_id)
    if not was_held:
        announce_plan(uow, series, workshop_date)
    announce_attendance(uow, series, workshop_date)
