"""Rules of a plain week in OpenStreetMap's ``opening_hours``: days and ranges of days, spans of hours or ``off``.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. The whole of a text is read in
:mod:`weekly_hours`.
"""

import re
from collections.abc import Iterator

Week = tuple[tuple[str, ...], ...]
"""Seven days from Monday; each day its spans in order, such as ``("09:00-12:00", "14:00-18:00")``."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CLOSED_WEEK: Week = ((),) * 7
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
SPAN = r"(?:[01]\d|2[0-4]):[0-5]\d-(?:[01]\d|2[0-4]):[0-5]\d"
_RULE = re.compile(
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,\s?{_DAY}(?:-{_DAY})?)*)\s+(?P<spans>{SPAN}(?:,\s?{SPAN})*|off|closed)"
)


def apply_week_rule(week: list[tuple[str, ...]], rule: str) -> bool:
    """Days and spans of one rule, such as ``Mo-Fr 09:00-12:00``; False when it says something else.

    A later rule replaces an earlier one for the same day, says the specification.
    """
    match = _RULE.fullmatch(rule)
    if match is None:
        return False
    spans = tuple(sorted(re.findall(SPAN, match["spans"])))
    for day in _days(match["days"]):
        week[day] = spans
    return True


def _days(text: str) -> Iterator[int]:
    for part in re.split(r",\s?", text):
        first, _, last = part.partition("-")
        start = DAYS.index(first)
        length = (DAYS.index(last) - start) % 7 if last else 0
        yield from ((start + step) % 7 for step in range(length + 1))
