"""Scores out of 20, before and after a series."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.progress import Moment
from services.sessions.errors import NotEnrolled
from services.sessions.models.assessment import Assessment
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.series import Series
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.actor import Actor
from shared.events.sessions import AssessmentRecorded
from shared.unit_of_work import UnitOfWork

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Score:
    person_id: UUID
    moment: Moment
    score: Decimal


def record_scores(uow: UnitOfWork, actor: Actor, *, series_id: UUID, scores: Iterable[Score]) -> list[Assessment]:
    """Scores not given stay as they are; those that are already right are not announced again. Raises NotEnrolled."""
    series = uow.get(Series, series_id, lock=True)
    known = _known(uow, series)
    enrolled = set(uow.session.scalars(select(Enrolment.person_id).where(Enrolment.series_id == series_id)))
    changed = []
    for score in scores:
        if score.person_id not in enrolled:
            raise NotEnrolled
        row = known.get((score.person_id, score.moment))
        if row is not None and row.score == score.score:
            continue
        changed.append(_record(uow, series, row, score))
    uow.session.flush()
    for assessment in changed:
        _announce(uow, series, assessment)
    return changed


def _known(uow: UnitOfWork, series: Series) -> dict[tuple[UUID, str], Assessment]:
    rows = select(Assessment).where(Assessment.series_id == series.id, Assessment.grid == series.grid)
    return {(row.person_id, row.moment): row for row in uow.session.scalars(rows)}


def _record(uow: UnitOfWork, series: Series, row: Assessment | None, score: Score) -> Assessment:
    today, value = uow.today, score.score.quantize(HUNDREDTH)
    if row is None:
        row = Assessment(series_id=series.id, person_id=score.person_id, grid=series.grid, moment=score.moment)
        row.score, row.assessed_on, row.version = value, today, 1
        uow.session.add(row)
        return row
    row.score, row.assessed_on = value, today
    row.version += 1
    return row


def _announce(uow: UnitOfWork, series: Series, assessment: Assessment) -> None:
    uow.publish(
        AssessmentRecorded(
            assessment_id=assessment.id,
            version=assessment.version,
            series_id=series.id,
            series_title=series.title,
            grid=assessment.grid,
            person=pseudonym_of(uow, assessment.person_id),
            moment=assessment.moment,
            score=assessment.score,
            assessed_on=assessment.assessed_on,
        )
    )
