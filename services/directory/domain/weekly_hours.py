"""Opening hours that a form can show: a week of spans, holidays, a weekday of the month, days away.

Reads and writes the part of OpenStreetMap's ``opening_hours`` that says exactly this, and nothing else
(https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.directory.domain.opening_hours import CLOSED_WEEK, DAYS, SPAN, Week, apply_week_rule

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNSAID, CLOSED = "", "closed"
_DATE = rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d{{1,2}})"
_CLOSURE = re.compile(rf"{_DATE}(?:\s?-\s?{_DATE})? (?:off|closed)")
_NTH = re.compile(rf"({'|'.join(DAYS)})\[(-1|[1-5])\] (?:off|closed)")
_MONTHLY = re.compile(rf"({'|'.join(DAYS)})\[((?:-1|[1-5])(?:,(?:-1|[1-5]))*)\] ({SPAN}(?:,\s?{SPAN})*)")
_HOLIDAYS = re.compile(r"(PH|SH) (?:off|closed)")


class Monthly(NamedTuple):
    """Hours of a weekday at some places of the month only: ``day`` is 0 for Monday, -1 is the last place."""

    places: tuple[int, ...]
    day: int
    spans: tuple[str, ...]


@dataclass(frozen=True)
class Hours:
    """``public_holidays`` and ``school_holidays``: ``""`` when nothing is said, ``closed``.

    ``nth_closed``: ``(place in the month, weekday)``, -1 being the last one, Monday 0. ``closures``: first, last day.
    ``monthly``: in place of what the week says of that day.
    """

    week: Week = CLOSED_WEEK
    public_holidays: str = UNSAID
    school_holidays: str = UNSAID
    nth_closed: tuple[tuple[int, int], ...] = ()
    closures: tuple[tuple[date, date], ...] = ()
    monthly: tuple[Monthly, ...] = ()

    @property
    def has_week(self) -> bool:
        """Whether a table of the week says something."""
        return any(self.week)

    @property
    def is_empty(self) -> bool:
        return self == Hours()


def parse_hours(text: str) -> Hours | None:
    """None when the text says more than :class:`Hours` can hold."""
    if text.strip() == "24/7":
        return Hours(week=(("00:00-24:00",),) * 7)
    week: list[tuple[str, ...]] = [()] * 7
    exceptions: list[str] = []
    for rule in (rule.strip() for rule in text.split(";")):
        if not exceptions and (not rule or rule in ("off", "closed") or apply_week_rule(week, rule)):
            week = [()] * 7 if rule in ("off", "closed") else week
        elif rule:
            exceptions.append(rule)  # from here on: a rule of the week after an exception would undo it
    return _with_exceptions(tuple(week), exceptions)


def _with_exceptions(week: Week, rules: list[str]) -> Hours | None:
    holidays: dict[str, str] = {}
    nth: list[tuple[int, int]] = []
    closures: list[tuple[date, date]] = []
    monthly: list[Monthly] = []
    for rule in rules:
        if match := _HOLIDAYS.fullmatch(rule):
            holidays[match[1]] = CLOSED
        elif match := _NTH.fullmatch(rule):
            nth.append((int(match[2]), DAYS.index(match[1])))
        elif (match := _MONTHLY.fullmatch(rule)) and not (holidays or nth or closures):  # it would undo them
            places = tuple(int(place) for place in match[2].split(","))
            monthly.append(Monthly(places, DAYS.index(match[1]), tuple(re.findall(SPAN, match[3]))))
        elif closure := _closure(rule):
            closures.append(closure)
        else:
            return None
    said = (holidays.get("PH", UNSAID), holidays.get("SH", UNSAID))
    return Hours(week, *said, tuple(nth), tuple(closures), tuple(monthly))


def write_hours(hours: Hours) -> str:
    """As OpenStreetMap writes it; days with the same spans share a rule. ``off`` for a place that is never open."""
    spans = list(dict.fromkeys(day for day in hours.week if day))
    rules = [f"{_days(hours.week, span)} {','.join(span)}" for span in spans]
    rules += [f"{DAYS[one.day]}[{','.join(map(str, one.places))}] {','.join(one.spans)}" for one in hours.monthly]
    rules += [f"{DAYS[day]}[{place}] off" for place, day in hours.nth_closed]
    rules += [f"{_dates(first, last)} off" for first, last in hours.closures]
    rules += ["PH off"] if hours.public_holidays == CLOSED else []
    rules += ["SH off"] if hours.school_holidays == CLOSED else []
    return "; ".join(rules)


def _closure(rule: str) -> tuple[date, date] | None:
    match = _CLOSURE.fullmatch(rule)
    if match is None:
        return None
    try:
        first = _date(*match.group(1, 2, 3))
        last = _date(*match.group(4, 5, 6)) if match[4] else first
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _date(year: str, month: str, day: str) -> date:
    return date(int(year), MONTHS.index(month) + 1, int(day))


def _dates(first: date, last: date) -> str:
    return "-".join(f"{day.year:04d} {MONTHS[day.month - 1]} {day.day:02d}" for day in dict.fromkeys((first, last)))


def _days(week: Week, spans: tuple[str, ...]) -> str:
    """``Mo-We,Fr``: the days of the week that have these spans."""
    return ",".join(_run(first, last) for first, last in _runs([day for day in range(7) if week[day] == spans]))


def _run(first: int, last: int) -> str:
    if first == last:
        return DAYS[first]
    return f"{DAYS[first]}{'-' if last > first + 1 else ','}{DAYS[last]}"


def _runs(days: list[int]) -> Iterator[tuple[int, int]]:
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last
