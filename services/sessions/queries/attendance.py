"""The attendance sheet of one meeting, and the presence of a whole series."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.presence import Mark, Presence
from services.sessions.models.attendance import Attendance
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.person import Person
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.queries.people import people_by_id
from services.sessions.queries.workshop_dates import Meeting, get_meeting
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Line:
    person: Person
    mark: Mark | None
    """None: nobody has said yet."""
    is_walk_in: bool


@dataclass(frozen=True)
class Sheet:
    meeting: Meeting
    lines: list[Line]
    """Enrolled people, and those who gave their place back after coming, by name."""
    walk_ins: list[Line]
    presence: Presence

    @property
    def unmarked(self) -> int:
        return sum(line.mark is None for line in self.lines)


def get_sheet(uow: UnitOfWork, workshop_date_id: UUID) -> Sheet:
    """Raises NotFound."""
    meeting = get_meeting(uow, workshop_date_id)
    rows = uow.session.scalars(select(Attendance).where(Attendance.workshop_date_id == workshop_date_id))
    marks = {row.person_id: row for row in rows}
    active = select(Enrolment.person_id).where(
        Enrolment.series_id == meeting.series.id, Enrolment.cancelled_on.is_(None)
    )
    people = people_by_id(uow, marks.keys() | set(uow.session.scalars(active)))
    lines = [
        Line(person, Mark(marks[person.id].mark), marks[person.id].is_walk_in)
        if person.id in marks
        else Line(person, None, False)
        for person in sorted(people.values(), key=lambda p: (p.last_name.casefold(), p.first_name.casefold(), p.id))
    ]
    return Sheet(
        meeting=meeting,
        lines=[line for line in lines if not line.is_walk_in],
        walk_ins=[line for line in lines if line.is_walk_in],
        presence=Presence.of((line.mark, line.is_walk_in) for line in lines if line.mark),
    )


def presence_by_date(uow: UnitOfWork, series_id: UUID) -> dict[UUID, Presence]:
    """For the meetings of a series whose attendance was recorded."""
    statement = (
        select(Attendance.workshop_date_id, Attendance.mark, Attendance.is_walk_in)
        .join(
            WorkshopDate,
            (WorkshopDate.tenant_id == Attendance.tenant_id) & (WorkshopDate.id == Attendance.workshop_date_id),
        )
        .where(WorkshopDate.series_id == series_id, Attendance.tenant_id == uow.tenant_id)
    )
    marks: dict[UUID, list[tuple[Mark, bool]]] = defaultdict(list)
    for date_id, mark, is_walk_in in uow.session.execute(statement):
        marks[date_id].append((Mark(mark), is_walk_in))
    return {date_id: Presence.of(pairs) for date_id, pairs in marks.items()}
