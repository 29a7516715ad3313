"""The form of opening hours: seven days of two half-days, exceptions, or a text kept as it is. Works without script."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from services.directory.domain.hours_in_words import DAY_NAMES
from services.directory.domain.hours_in_words import PLACES as PLACE_NAMES
from services.directory.domain.opening_hours import DAYS, Week
from services.directory.domain.weekly_hours import UNSAID, Hours, parse_hours, write_hours
from services.directory.opening import is_readable
from shared.errors import Invalid

HALVES = (("1", "matin"), ("2", "après-midi"))
PLACES = [(place, PLACE_NAMES[place]) for place in (1, 2, 3, 4, -1)]
CLOSURES = 3
WEEK, TEXT = "week", "text"
_TIME = re.compile(r"(\d{1,2})\s?(?:h|:)\s?(\d\d)?(?::\d\d)?", re.IGNORECASE)
Errors = dict[str, list[str]]


@dataclass(frozen=True)
class HoursForm:
    """What the form shows at first: ``values`` by field name; ``kept`` is the text that the form cannot show."""

    mode: str
    values: dict[str, str]
    kept: str


def form_of(text: str) -> HoursForm:
    hours = parse_hours(text)
    if hours is None or not _fits(hours):
        return HoursForm(TEXT, {}, text)
    return HoursForm(WEEK, dict(_values(hours)), "")


def _fits(hours: Hours) -> bool:
    spans = [span for day in hours.week for span in day]
    few = all(len(day) <= len(HALVES) for day in hours.week)
    plain = all(span < "24" and span[6:] < "24" and span[:5] < span[6:] for span in spans)
    return not hours.monthly and few and plain and len(hours.nth_closed) <= 1 and len(hours.closures) <= CLOSURES


def _values(hours: Hours) -> Iterable[tuple[str, str]]:
    for code, spans in zip(DAYS, hours.week, strict=True):
        if not spans and not hours.is_empty:
            yield f"hours_{code}_closed", "true"
        for (half, _), span in zip(_halves(spans), spans, strict=True):
            yield f"hours_{code}_{half}_from", span[:5]
            yield f"hours_{code}_{half}_to", span[6:]
    for place, day in hours.nth_closed:
        yield "hours_nth", str(place)
        yield "hours_nth_day", str(day)
    for number, (first, last) in enumerate(hours.closures, 1):
        yield f"hours_closed_{number}_from", first.isoformat()
        yield f"hours_closed_{number}_to", last.isoformat()
    yield "hours_public_holidays", hours.public_holidays
    yield "hours_school_holidays", hours.school_holidays


def _halves(spans: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """One span that begins after noon stands in the afternoon's fields."""
    return HALVES[1:] if len(spans) == 1 and spans[0] >= "12" else HALVES[: len(spans)]


def read_hours(typed: MultiDict[str, str]) -> str:
    """``opening_hours`` from what was sent. Raises Invalid with sentences beside the fields."""
    if typed.get("hours_mode") != WEEK:
        text = typed.get("opening_hours", "").strip()
        return " ".join(text.split()) if is_readable(text) else text
    errors: Errors = {}
    hours = Hours(
        week=_week(typed, errors),
        public_holidays=typed.get("hours_public_holidays") or UNSAID,
        school_holidays=typed.get("hours_school_holidays") or UNSAID,
        nth_closed=_nth(typed),
        closures=_closures(typed, errors),
    )
    if errors:
        raise Invalid(errors)
    return write_hours(hours)


def _week(typed: MultiDict[str, str], errors: Errors) -> Week:
    week: list[tuple[str, ...]] = []
    for number, code in enumerate(DAYS):
        if number and typed.get(f"hours_{code}_same"):
            week.append(week[-1])
        else:
            week.append(() if typed.get(f"hours_{code}_closed") else _day(typed, code, DAY_NAMES[number], errors))
    return tuple(week)


def _day(typed: MultiDict[str, str], code: str, name: str, errors: Errors) -> tuple[str, ...]:
    spans: list[str] = []
    for half, _ in HALVES:
        field = f"hours_{code}_{half}_from"
        start, end = (typed.get(f"hours_{code}_{half}_{edge}", "").strip() for edge in ("from", "to"))
        if not start and not end:
            continue
        first, last = moment(start), moment(end)
        if first is None or last is None:
            errors[field] = [f"Le {name}, écrivez deux heures, par exemple 9h et 12h30."]
        elif first >= last or (spans and spans[-1][6:] > first):
            errors[field] = [f"Le {name}, les heures ne se suivent pas : vérifiez-les."]
        else:
            spans.append(f"{first}-{last}")
    return tuple(spans)


def moment(text: str) -> str | None:
    """``9h``, ``9h30``, ``9:30`` and ``midi`` as ``09:00``…"""
    match = _TIME.fullmatch("12h" if text.casefold() == "midi" else text)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def _nth(typed: MultiDict[str, str]) -> tuple[tuple[int, int], ...]:
    place, day = typed.get("hours_nth", type=int), typed.get("hours_nth_day", type=int)
    if place not in dict(PLACES) or day not in range(7):
        return ()
    return ((int(place or 0), int(day or 0)),)


def _closures(typed: MultiDict[str, str], errors: Errors) -> tuple[tuple[date, date], ...]:
    found = []
    for number in range(1, CLOSURES + 1):
        field = f"hours_closed_{number}_from"
        texts = [typed.get(f"hours_closed_{number}_{edge}", "").strip() for edge in ("from", "to")]
        if not any(texts):
            continue
        try:
            first, last = (date.fromisoformat(text or texts[0]) for text in texts)
        except ValueError:
            errors[field] = ["Écrivez une date, par exemple 2026-08-15."]
            continue
        if last < first:
            errors[field] = ["La fermeture finit avant de commencer."]
        found.append((first, last))
    return tuple(found)


def choices() -> dict[str, Any]:
    return {
        "days": list(zip(DAYS, DAY_NAMES, strict=True)),
        "halves": HALVES,
        "places": PLACES,
        "day_options": list(enumerate(DAY_NAMES)),
    }
