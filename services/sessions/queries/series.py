"""Series, as listed and as shown with their meetings, people and results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from services.sessions.domain.names import search_key
from services.sessions.domain.presence import Presence
from services.sessions.domain.progress import Progress
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.person import Person
from services.sessions.models.series import Series
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.models.workshop_date import Status, WorkshopDate
from services.sessions.queries.assessments import ScoreLine, get_score_sheet
from services.sessions.queries.attendance import presence_by_date
from shared.unit_of_work import UnitOfWork


def series_list(search: str = "") -> Select[Series]:
    """``search``: every word must be found in the title, the facilitators' names, or the structure's."""
    here = (StructureCopy.tenant_id == Series.tenant_id) & (StructureCopy.id == Series.structure_id)
    statement = select(Series)
    words = search_key(search).split()
    if words:
        statement = statement.outerjoin(StructureCopy, here)
    for word in words:
        found = [column.contains(word, autoescape=True) for column in (Series.search_key, StructureCopy.search_key)]
        statement = statement.where(or_(*found))
    return statement


def count_series(uow: UnitOfWork, search: str = "") -> int:
    return uow.session.scalar(select(func.count()).select_from(series_list(search).subquery())) or 0


@dataclass(frozen=True)
class SeriesLine:
    series: Series
    structure: StructureCopy | None
    meetings: int
    """Without the cancelled ones."""
    held: int
    next_at: datetime | None


def series_lines(uow: UnitOfWork, series: Sequence[Series]) -> list[SeriesLine]:
    """What a list shows of each series, in two queries whatever their number."""
    counts = {row.series_id: row for row in uow.session.execute(_counts(uow, [s.id for s in series]))}
    structures = _structures(uow, {s.structure_id for s in series if s.structure_id})
    return [
        SeriesLine(
            series=one,
            structure=structures.get(one.structure_id) if one.structure_id else None,
            meetings=counts[one.id].meetings if one.id in counts else 0,
            held=counts[one.id].held if one.id in counts else 0,
            next_at=counts[one.id].next_at if one.id in counts else None,
        )
        for one in series
    ]


def _counts(uow: UnitOfWork, ids: Sequence[UUID]) -> Select[UUID, int, int, datetime]:
    planned = (WorkshopDate.status == Status.PLANNED) & (WorkshopDate.starts_at >= uow.now)
    return (
        select(
            WorkshopDate.series_id,
            func.count().filter(WorkshopDate.status != Status.CANCELLED).label("meetings"),
            func.count().filter(WorkshopDate.status == Status.HELD).label("held"),
            func.min(WorkshopDate.starts_at).filter(planned).label("next_at"),
        )
        .where(WorkshopDate.tenant_id == uow.tenant_id, WorkshopDate.series_id.in_(ids))
        .group_by(WorkshopDate.series_id)
    )


def _structures(uow: UnitOfWork, ids: set[UUID]) -> dict[UUID, StructureCopy]:
    return {s.id: s for s in uow.session.scalars(select(StructureCopy).where(StructureCopy.id.in_(ids)))}


@dataclass(frozen=True)
class DateLine:
    workshop_date: WorkshopDate
    presence: Presence | None
    is_to_fill: bool


@dataclass(frozen=True)
class PersonLine:
    enrolment: Enrolment
    person: Person
    scores: ScoreLine


@dataclass(frozen=True)
class SeriesSheet:
    series: Series
    structure: StructureCopy | None
    dates: list[DateLine]
    people: list[PersonLine]
    presence: Presence
    progress: Progress

    @property
    def meetings(self) -> int:
        return sum(not line.workshop_date.is_cancelled for line in self.dates)

    @property
    def held(self) -> int:
        return sum(line.workshop_date.is_held for line in self.dates)


def get_series_sheet(uow: UnitOfWork, series_id: UUID) -> SeriesSheet:
    """Raises NotFound."""
    scores = get_score_sheet(uow, series_id)
    series = scores.series
    presences = presence_by_date(uow, series_id)
    return SeriesSheet(
        series=series,
        structure=uow.get(StructureCopy, series.structure_id) if series.structure_id else None,
        dates=[_date_line(uow, day, presences) for day in _dates(uow, series_id)],
        people=_people(uow, series_id, scores.lines),
        presence=sum(presences.values(), Presence()),
        progress=scores.progress,
    )


def _dates(uow: UnitOfWork, series_id: UUID) -> list[WorkshopDate]:
    statement = select(WorkshopDate).where(WorkshopDate.series_id == series_id)
    return list(uow.session.scalars(statement.order_by(WorkshopDate.starts_at, WorkshopDate.id)))


def _date_line(uow: UnitOfWork, day: WorkshopDate, presences: dict[UUID, Presence]) -> DateLine:
    to_fill = day.status == Status.PLANNED and day.day(uow.zone) <= uow.today
    return DateLine(day, presences.get(day.id), to_fill)


def _people(uow: UnitOfWork, series_id: UUID, scores: list[ScoreLine]) -> list[PersonLine]:
    active = select(Enrolment).where(Enrolment.series_id == series_id, Enrolment.cancelled_on.is_(None))
    enrolments = {row.person_id: row for row in uow.session.scalars(active)}
    return [PersonLine(enrolments[s.person.id], s.person, s) for s in scores if s.person.id in enrolments]
