"""A clock that moves only when told."""

from datetime import UTC, datetime, timedelta

from shared.clock import Clock


class StillClock(Clock):
    def __init__(self, at: datetime = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = at

    def advance(self, **duration: float) -> None:
        """``advance(days=3, hours=2)``, as of timedelta."""
        self._at += timedelta(**duration)
