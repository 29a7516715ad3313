"""Opening hours written in one column per day, or per half-day, to OpenStreetMap's ``opening_hours``.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_LABELS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HALVES = {"": "", "am": " matin", "pm": " après-midi"}

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-4])\s*(?:[hH:]\s*([0-5]\d)?|(?=\s*(?:-|–|à|/|$)))(?!\d)")
_CLOSED = re.compile(r"ferm|clos|\boff\b|^[-–—xX/0]*$|^non$", re.IGNORECASE)

Spans = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def read_spans(text: str) -> Spans | None:
    """« 9h-12h / 13h30-17h » as ``(("09:00", "12:00"), ("13:30", "17:00"))``; closed is empty; None when unreadable."""
    if _CLOSED.search(text.strip()):
        return ()
    times = [f"{int(hour):02d}:{minutes or '00'}" for hour, minutes in _TIME.findall(text)]
    if not times or len(times) % 2:
        return None
    spans = tuple(zip(times[::2], times[1::2], strict=True))
    return spans if all(begin < end for begin, end in spans) else None


def opening_hours(spans: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """``spans`` by day, ``Mo`` to ``Su``. Days in a row with the same hours are one rule: ``Mo-Fr 09:00-12:00``."""
    week = [(day, ",".join(f"{begin}-{end}" for begin, end in sorted(set(spans.get(day, ()))))) for day in DAYS]
    rules = []
    for hours, group in groupby(week, key=lambda pair: pair[1]):
        days = [day for day, _ in group]
        if hours:
            named = days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
            rules.append(f"{named} {hours}")
    return "; ".join(rules)
