"""How long ago somebody vouched for a record, in words.

Thresholds of the national dashboard (Mon Inclusion Numérique, ``src/shared/fraicheur.ts``): less than 6 months, 6 to
12, 12 to 18, more than 18 or unknown.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum


class Freshness(StrEnum):
    FRESH = "fresh"
    WATCH = "watch"
    CHECK = "check"
    REFRESH = "refresh"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def tone(self) -> str:
        return _WORDS[self][1]

    @property
    def meaning(self) -> str:
        return _WORDS[self][2]


_WORDS = {
    Freshness.FRESH: ("À jour", "success", "vérifiée il y a moins de 6 mois"),
    Freshness.WATCH: ("À surveiller", "info", "vérifiée il y a 6 à 12 mois"),
    Freshness.CHECK: ("À vérifier", "warning", "vérifiée il y a 12 à 18 mois"),
    Freshness.REFRESH: ("À actualiser", "danger", "pas vérifiée depuis plus de 18 mois, ou jamais"),
}
STALE = (Freshness.WATCH, Freshness.CHECK, Freshness.REFRESH)
"""The states in which somebody is asked whether the record is still right."""


def freshness_of(updated_on: date | None, today: date) -> Freshness:
    """A day that was never written is the worst of all."""
    if updated_on is None:
        return Freshness.REFRESH
    return next(state for state, since in reversed(list(_since(today))) if updated_on >= since)


def span_of(state: Freshness, today: date) -> tuple[date, date | None]:
    """First day of the state and first day of the next better one (None for the best)."""
    days = dict(_since(today))
    states = list(Freshness)
    return days[state], days[states[states.index(state) - 1]] if state != Freshness.FRESH else None


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _since(today: date) -> Iterator[tuple[Freshness, date]]:
    """(state, first day that has it), from the worst to the best."""
    yield Freshness.REFRESH, date.min
    yield Freshness.CHECK, months_before(today, 18)
    yield Freshness.WATCH, months_before(today, 12) + timedelta(days=1)
    yield Freshness.FRESH, months_before(today, 6) + timedelta(days=1)
