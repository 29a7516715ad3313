"""Scores before and after, compared person by person."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

P = TypeVar("P", bound=Hashable)
"""Whatever names a person."""


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Progress:
    """Means out of 20 of the people who have both scores, to two decimals; None when there is nobody."""

    paired: int
    before: Decimal | None
    after: Decimal | None

    @property
    def gain(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


def paired_progress(before: Mapping[P, Decimal], after: Mapping[P, Decimal]) -> Progress:
    """Someone seen only once says nothing about progress, and would shift the means: only pairs count."""
    people = before.keys() & after.keys()
    if not people:
        return Progress(paired=0, before=None, after=None)
    return Progress(
        paired=len(people),
        before=_mean([before[person] for person in people]),
        after=_mean([after[person] for person in people]),
    )


def _mean(scores: list[Decimal]) -> Decimal:
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
