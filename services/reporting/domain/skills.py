"""Skills before and after, for the same people only.

A pair is one person with a score before and a score after in the same series and on the same grid. It belongs to the
period in which the *after* was measured, whenever the *before* was. Grids are never mixed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from services.reporting.domain.facts import Assessment, Facts
from services.reporting.domain.suppression import is_small


@dataclass(frozen=True)
class Progress:
    """Means out of 20, to the hundredth; None when there is no pair, or too few to be told."""

    label: str
    """Title of the series, or name of the grid."""
    grid: str
    paired: int
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Skills:
    grids: list[Progress]
    """Largest first."""
    series: list[Progress]
    waiting: int
    """People with a score before and none after, at the end of the period."""


@dataclass(frozen=True)
class _Pair:
    series_id: UUID
    series_title: str
    grid: str
    before: Decimal
    after: Decimal


def skills(facts: Facts, begin: date, end: date) -> Skills:
    """The pairs completed in ``[begin, end)``."""
    pairs, waiting = _pairs([a for a in facts.assessments if a.assessed_on < end], begin)
    by_grid: dict[str, list[_Pair]] = defaultdict(list)
    by_series: dict[tuple[UUID, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_grid[pair.grid].append(pair)
        by_series[pair.series_id, pair.grid].append(pair)
    threshold = facts.small_number
    grids = [_progress(grid, group, threshold) for grid, group in by_grid.items()]
    series = [_progress(group[0].series_title, group, threshold) for group in by_series.values()]
    return Skills(
        grids=sorted(grids, key=lambda row: (-row.paired, row.grid)),
        series=sorted(series, key=lambda row: (row.label, row.grid)),
        waiting=waiting,
    )


def _pairs(assessments: list[Assessment], begin: date) -> tuple[list[_Pair], int]:
    """The pairs whose second score is of ``begin`` or later, and the number of first scores without a second."""
    found: dict[tuple[UUID, str, str], dict[str, Assessment]] = defaultdict(dict)
    for assessment in sorted(assessments, key=lambda a: (a.assessed_on, a.id)):
        found[assessment.series_id, assessment.grid, assessment.person][assessment.moment] = assessment
    complete = [both for both in found.values() if len(both) == 2 and both["after"].assessed_on >= begin]
    waiting = sum(set(both) == {"before"} for both in found.values())
    return [_pair(both["before"], both["after"]) for both in complete], waiting


def _pair(before: Assessment, after: Assessment) -> _Pair:
    return _Pair(after.series_id, after.series_title, after.grid, before.score, after.score)


def _progress(label: str, pairs: list[_Pair], threshold: int) -> Progress:
    small = is_small(len(pairs), threshold)
    return Progress(
        label=label,
        grid=pairs[0].grid,
        paired=len(pairs),
        before=None if small else _mean([pair.before for pair in pairs]),
        after=None if small else _mean([pair.after for pair in pairs]),
    )


def _mean(scores: list[Decimal]) -> Decimal:
    return (sum(scores, Decimal()) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)
