"""How long ago somebody vouched for a record, in words. Each network has its own thresholds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.months import months_before


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


_WORDS = {
    Freshness.FRESH: ("À jour", "success"),
    Freshness.WATCH: ("À surveiller", "info"),
    Freshness.CHECK: ("À vérifier", "warning"),
    Freshness.REFRESH: ("À actualiser", "danger"),
}
STALE = (Freshness.WATCH, Freshness.CHECK, Freshness.REFRESH)
"""The states in which somebody is asked whether the record is still right."""


@dataclass(frozen=True)
class Thresholds:
    """Months after which a record is in the next state.

    As long as a network has not chosen: those of the national dashboard (Mon Inclusion Numérique,
    ``src/shared/fraicheur.ts``).
    """

    watch: int = 6
    check: int = 12
    refresh: int = 18

    def faults(self) -> dict[str, list[str]]:
        """By the field to mend; empty when each threshold exceeds the one before."""
        second = f"Le deuxième seuil doit dépasser le premier : écrivez plus de {self.watch} mois."
        third = f"Le troisième seuil doit dépasser le deuxième : écrivez plus de {self.check} mois."
        faults = {"check_months": [second]} if self.check <= self.watch else {}
        return faults | ({"refresh_months": [third]} if self.refresh <= self.check else {})

    def state_of(self, updated_on: date | None, today: date) -> Freshness:
        """A day that was never written is the worst of all."""
        if updated_on is None:
            return Freshness.REFRESH
        return next(state for state, since in reversed(list(self._since(today))) if updated_on >= since)

    def span_of(self, state: Freshness, today: date) -> tuple[date, date | None]:
        """First day of the state and first day of the next better one (None for the best)."""
        days = dict(self._since(today))
        states = list(Freshness)
        return days[state], days[states[states.index(state) - 1]] if state != Freshness.FRESH else None

    def meaning_of(self, state: Freshness) -> str:
        return {
            Freshness.FRESH: f"vérifiée il y a moins de {self.watch} mois",
            Freshness.WATCH: f"vérifiée il y a {self.watch} à {self.check} mois",
            Freshness.CHECK: f"vérifiée il y a {self.check} à {self.refresh} mois",
            Freshness.REFRESH: f"pas vérifiée depuis plus de {self.refresh} mois, ou jamais",
        }[state]

    def _since(self, today: date) -> Iterator[tuple[Freshness, date]]:
        """(state, first day that has it), from the worst to the best."""
        yield Freshness.REFRESH, date.min
        yield Freshness.CHECK, months_before(today, self.refresh)
        yield Freshness.WATCH, months_before(today, self.check) + timedelta(days=1)
        yield Freshness.FRESH, months_before(today, self.watch) + timedelta(days=1)
