"""The clock: work that is due at some time is found by asking "what is due and has no run?" again and again.

So a restart, two schedulers at once, or a week of outage neither lose nor double anything.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from shared.clock import Clock
from shared.logging import get_logger

log = get_logger(__name__)


@dataclass
class Tick:
    function: Callable[[], None]
    seconds: float
    last: float = field(default=float("-inf"))


class Ticks:
    """The regular questions of one service. Each opens its own units of work and may run in two processes at once."""

    def __init__(self) -> None:
        self.all: list[Tick] = []

    def every(self, *, seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
        def register(function: Callable[[], None]) -> Callable[[], None]:
            self.all.append(Tick(function, seconds))
            return function

        return register

    def run_due(self, at: float) -> None:
        """``at``: monotonic seconds. A question that fails is asked again at its next turn."""
        for tick in self.all:
            if at - tick.last >= tick.seconds:
                tick.last = at
                self._run(tick)

    def run_all(self) -> None:
        for tick in self.all:
            self._run(tick)

    @staticmethod
    def _run(tick: Tick) -> None:
        try:
            tick.function()
        except Exception:
            log.exception("tick_failed", tick=tick.function.__name__)


def keep_ticking(ticks: Ticks, clock: Clock, stop: threading.Event, *, pause: float = 0.5) -> None:
    """Runs until ``stop``. When the clock is moved, everything is asked at once."""
    drift = _drift(clock.now())
    while not stop.wait(pause):
        moved = _drift(clock.now())
        if abs(moved - drift) > 30:
            ticks.run_all()
        drift = moved
        ticks.run_due(time.monotonic())


def _drift(now: datetime) -> float:
    return now.timestamp() - time.monotonic()
