"""What a measure is: ours, the best that the same tools allow without us, and how far apart they are."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Timed = Callable[[], object]


@dataclass(frozen=True)
class Measure:
    """``ours`` and ``limit`` in the same ``unit``; ``limited_by`` names what the limit is."""

    name: str
    ours: float
    limit: float
    unit: str
    limited_by: str
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times the limit it costs us; 1.0 is as good as the limit, less is better than it."""
        return self.limit / self.ours if self.more_is_better else self.ours / self.limit


def seconds(work: Timed) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(ours: Timed, limit: Timed, *, rounds: int) -> tuple[float, float]:
    """Best time of each, in seconds. In turn, so that what else the machine does weighs on both alike."""
    pairs = [(seconds(ours), seconds(limit)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def quantile(times: Sequence[float], share: int) -> float:
    """The time that ``share`` hundredths of them do not pass."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def table(measures: Iterable[Measure]) -> str:
    head = ("measure", "ours", "limit", "ratio", "the limit is")
    rows = [head, *(_row(measure) for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(measure: Measure) -> tuple[str, ...]:
    ours, limit = (f"{_short(value)} {measure.unit}" for value in (measure.ours, measure.limit))
    return measure.name, ours, limit, f"{measure.ratio:.2f}", measure.limited_by


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    name, *numbers, why = row
    middle = "  ".join(text.rjust(width) for text, width in zip(numbers, widths[1:-1], strict=True))
    return f"{name.ljust(widths[0])}  {middle}  {why}"
