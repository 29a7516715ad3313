"""Places in a series: given and given back."""

from uuid import UUID

from sqlalchemy import exists, or_, select

from services.sessions.errors import AlreadyEnrolled, EnrolmentCancelled, SeriesFull
from services.sessions.models.attendance import Attendance
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.series import Series
from services.sessions.usecases.people import get_named
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.actor import Actor
from shared.events.sessions import EnrolmentSaved
from shared.unit_of_work import UnitOfWork


def enrol_person(uow: UnitOfWork, actor: Actor, *, series_id: UUID, person_id: UUID) -> Enrolment:
    """Raises PersonIsAnonymised, SeriesFull, AlreadyEnrolled.

    The series stays locked until the commit, so the last seat has one winner.
    """
    series = uow.get(Series, series_id, lock=True)
    person = get_named(uow, person_id)
    if _is_enrolled(uow, series_id, person_id):
        raise AlreadyEnrolled
    if series.is_full:
        raise SeriesFull
    enrolment = Enrolment(
        series_id=series.id,
        person_id=person.id,
        known_before=person.known_before or _came_earlier(uow, person.id),
        enrolled_on=uow.today,
        cancelled_on=None,
    )
    uow.session.add(enrolment)
    _flush_and_recount(uow, series)
    _announce(uow, enrolment)
    return enrolment


def cancel_enrolment(uow: UnitOfWork, actor: Actor, *, enrolment_id: UUID) -> Enrolment:
    """The person's place becomes free; the meetings are not touched. Raises EnrolmentCancelled."""
    # The series first, as when enrolling: two locks taken in one order cannot wait for each other.
    series = uow.get(Series, uow.get(Enrolment, enrolment_id).series_id, lock=True)
    enrolment = uow.get(Enrolment, enrolment_id, lock=True)
    if not enrolment.is_active:
        raise EnrolmentCancelled
    enrolment.cancelled_on = uow.today
    _flush_and_recount(uow, series)
    _announce(uow, enrolment)
    return enrolment


def _announce(uow: UnitOfWork, enrolment: Enrolment) -> None:
    uow.publish(
        EnrolmentSaved(
            enrolment_id=enrolment.id,
            version=enrolment.version,
            series_id=enrolment.series_id,
            person=pseudonym_of(uow, enrolment.person_id),
            known_before=enrolment.known_before,
            enrolled_on=enrolment.enrolled_on,
            cancelled_on=enrolment.cancelled_on,
        )
    )


def _flush_and_recount(uow: UnitOfWork, series: Series) -> None:
    uow.session.flush()
    uow.session.refresh(series, ["seats_taken"])  # the database's trigger counted


def _is_enrolled(uow: UnitOfWork, series_id: UUID, person_id: UUID) -> bool:
    active = exists().where(
        Enrolment.tenant_id == uow.tenant_id,
        Enrolment.series_id == series_id,
        Enrolment.person_id == person_id,
        Enrolment.cancelled_on.is_(None),
    )
    return bool(uow.session.scalar(select(active)))


def _came_earlier(uow: UnitOfWork, person_id: UUID) -> bool:
    enrolled = exists().where(Enrolment.tenant_id == uow.tenant_id, Enrolment.person_id == person_id)
    attended = exists().where(Attendance.tenant_id == uow.tenant_id, Attendance.person_id == person_id)
    return bool(uow.session.scalar(select(or_(enrolled, attended))))
