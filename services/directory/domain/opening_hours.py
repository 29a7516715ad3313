"""Reading the plain cases of OpenStreetMap's ``opening_hours``, to show a week as a table.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Read here: days and ranges of days, one
or several spans of hours, ``off``, and ``24/7``. Anything else (weeks, months, holidays with hours, free text) gives
no week, and the text is shown as it was written.
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
_PUBLIC_HOLIDAYS_CLOSED = re.compile(r"PH\s+(off|closed)")


def parse_week(text: str) -> Week | None:
    """The week that the text describes, or None when it says more than a week can show."""
    if text.strip() == "24/7":
        return (("00:00-24:00",),) * 7
    week: list[tuple[str, ...]] = [()] * 7
    rules = [rule.strip() for rule in text.split(";") if rule.strip()]
    for rule in rules:
        if not (_PUBLIC_HOLIDAYS_CLOSED.fullmatch(rule) or apply_week_rule(week, rule)):
            return None
    return tuple(week) if rules else None


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
