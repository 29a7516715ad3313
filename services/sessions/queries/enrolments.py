from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from services.sessions.domain.presence import Mark, Presence
from services.sessions.models.attendance import Attendance
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.person import Person
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import WorkshopDate
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Place:
    enrolment: Enrolment
    person: Person
    series: Series


def get_place(uow: UnitOfWork, enrolment_id: UUID) -> Place:
    """Raises NotFound."""
    enrolment = uow.get(Enrolment, enrolment_id)
    return Place(enrolment, uow.get(Person, enrolment.person_id), uow.get(Series, enrolment.series_id))


@dataclass(frozen=True)
class Participation:
    """What one person did in one series."""

    series: Series
    enrolment: Enrolment | None
    """None for someone who only walked in."""
    presence: Presence


def list_participations(uow: UnitOfWork, person_id: UUID) -> list[Participation]:
    """Newest series first."""
    latest = select(Enrolment).where(Enrolment.person_id == person_id).order_by(Enrolment.id)
    enrolments = {row.series_id: row for row in uow.session.scalars(latest)}
    marks: dict[UUID, list[tuple[Mark, bool]]] = {}
    for series_id, mark, is_walk_in in uow.session.execute(_marks(uow, person_id)):
        marks.setdefault(series_id, []).append((Mark(mark), is_walk_in))
    ids = enrolments.keys() | marks.keys()
    series = uow.session.scalars(select(Series).where(Series.id.in_(ids)).order_by(Series.id.desc()))
    return [Participation(one, enrolments.get(one.id), Presence.of(marks.get(one.id, []))) for one in series]


def _marks(uow: UnitOfWork, person_id: UUID) -> Select[UUID, str, bool]:
    return (
        select(WorkshopDate.series_id, Attendance.mark, Attendance.is_walk_in)
        .join(
            WorkshopDate,
            (WorkshopDate.tenant_id == Attendance.tenant_id) & (WorkshopDate.id == Attendance.workshop_date_id),
        )
        .where(Attendance.person_id == person_id, Attendance.tenant_id == uow.tenant_id)
    )
