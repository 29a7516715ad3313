"""Scores of a series and what they say."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.progress import Moment, Progress, paired_progress
from services.sessions.models.assessment import Assessment
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.person import Person
from services.sessions.models.series import Series
from services.sessions.queries.people import people_by_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ScoreLine:
    person: Person
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class ScoreSheet:
    series: Series
    lines: list[ScoreLine]
    progress: Progress


def get_score_sheet(uow: UnitOfWork, series_id: UUID) -> ScoreSheet:
    """People who have a place, or had one and were assessed, on the series' own grid only. Raises NotFound."""
    series = uow.get(Series, series_id)
    scores = _scores(uow, series)
    before, after = scores[Moment.BEFORE], scores[Moment.AFTER]
    active = select(Enrolment.person_id).where(Enrolment.series_id == series_id, Enrolment.cancelled_on.is_(None))
    people = people_by_id(uow, set(uow.session.scalars(active)) | before.keys() | after.keys())
    lines = [
        ScoreLine(person, before.get(person.id), after.get(person.id))
        for person in sorted(people.values(), key=lambda p: (p.last_name.casefold(), p.first_name.casefold(), p.id))
    ]
    return ScoreSheet(series, lines, paired_progress(before, after))


def _scores(uow: UnitOfWork, series: Series) -> dict[str, dict[UUID, Decimal]]:
    rows = select(Assessment).where(Assessment.series_id == series.id, Assessment.grid == series.grid)
    scores: dict[str, dict[UUID, Decimal]] = {Moment.BEFORE: {}, Moment.AFTER: {}}
    for row in uow.session.scalars(rows):
        scores[row.moment][row.person_id] = row.score
    return scores
