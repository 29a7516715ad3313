"""Whether a structure is open, and when it opens, from ``opening_hours`` (the library ``opening_hours``, in Rust).

The library knows the public holidays of metropolitan France only. The days that Alsace, Moselle and the overseas
departments have beside them are added here (Code du travail, L3134-13 and L3422-2).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # pyright: ignore[reportAttributeAccessIssue]

from services.directory.domain.french_hours import read_french
from services.directory.domain.weekly_hours import Hours

ALSACE_MOSELLE = ("easter -2 days", "Dec 26")
LOCAL_HOLIDAYS = {
    **dict.fromkeys(("57", "67", "68"), ALSACE_MOSELLE),
    "971": ("May 27",),
    "972": ("May 22",),
    "973": ("Jun 10",),
    "974": ("Dec 20",),
    "976": ("Apr 27",),
}
LONGEST = 1000
"""Characters: longer texts are not hours."""
HORIZON_DAYS = 400
_SAYS_HOLIDAYS = re.compile(r"\bPH\b|24/7")
_BETWEEN_QUARTERS = re.compile(r":(?!(?:00|15|30|45)\b)|sun|dawn|dusk|(?<!24)/", re.IGNORECASE)
"""A time that is no quarter of an hour, one that follows the sun, an interval."""


@dataclass(frozen=True)
class Opening:
    """``changes_at``: when it closes (if open) or opens next (if not), None when never within a year.

    ``is_doubtful``: today is a public holiday about which the hours say nothing.
    """

    is_open: bool
    changes_at: datetime | None
    is_doubtful: bool = False


@dataclass(frozen=True)
class Place:
    """What the same hours depend on: legal time and local holidays. ``department``: its code."""

    zone: ZoneInfo
    department: str


def is_readable(text: str) -> bool:
    """Whether the text is a valid ``opening_hours`` expression."""
    return _parsed(text, "Europe/Paris") is not None


@lru_cache(maxsize=8192)
def is_hours(text: str) -> bool:
    """:func:`is_readable` for the thousands of texts of a file, many of which come back."""
    return is_readable(text)


@lru_cache(maxsize=8192)
def reading_of(text: str) -> Hours | None:
    """What French text says, for a person to confirm; None for what is ``opening_hours`` already, or not understood.

    Read once per process: the hours of a whole network are looked through each time one of its structures changes.
    """
    if len(text) > LONGEST:
        return None
    hours = read_french(text)
    return None if hours is None or is_readable(text) else hours


def opening_at(text: str, now: datetime, place: Place) -> Opening | None:
    """None when the text says no hours that can be computed. ``now``: aware.

    A place that says nothing about public holidays is not promised open on one.
    """
    hours = _hours(text, place.department, str(place.zone))
    if hours is None:
        return None
    here = now.astimezone(place.zone)
    state, _ = hours.state(here)
    if state == State.UNKNOWN:
        return None
    doubtful = not _SAYS_HOLIDAYS.search(text) and is_holiday(here, place)
    return Opening(state == State.OPEN, _next_change(hours, here, state), doubtful)


class Timetables:
    """The hours of a network's structures, of which it is asked again and again, while somebody waits, what is open.

    Nearly all change on a quarter of an hour: those are looked at again when a quarter begins, the others each minute.
    """

    def __init__(self, texts: Iterable[str], place: Place) -> None:
        self._place = place
        self._by_step: dict[int, list[str]] = {15: [], 1: []}
        for text in texts:
            self._by_step[1 if _BETWEEN_QUARTERS.search(text) else 15].append(text)
        self._known: dict[int, tuple[datetime, list[str]]] = {}

    @cached_property
    def known(self) -> list[str]:
        """The texts from which something can be computed."""
        texts, zone = chain.from_iterable(self._by_step.values()), str(self._place.zone)
        return [text for text in texts if _hours(text, self._place.department, zone) is not None]

    def open_at(self, now: datetime) -> list[str]:
        """The texts that :func:`opening_at` finds open and not doubtful."""
        return [text for step in self._by_step for text in self._open_since(step, now)]

    def _open_since(self, step: int, now: datetime) -> list[str]:
        begin = now.replace(minute=now.minute - now.minute % step, second=0, microsecond=0)
        known = self._known.get(step)
        if known is None or known[0] != begin:
            known = self._known[step] = (begin, self._open_among(self._by_step[step], begin))
        return known[1]

    def _open_among(self, texts: Iterable[str], now: datetime) -> list[str]:
        here, zone = now.astimezone(self._place.zone), str(self._place.zone)
        if is_holiday(here, self._place):
            texts = filter(_SAYS_HOLIDAYS.search, texts)
        known = ((text, _hours(text, self._place.department, zone)) for text in texts)
        return [text for text, hours in known if hours is not None and hours.state(here)[0] == State.OPEN]


def is_holiday(here: datetime, place: Place) -> bool:
    days = _parsed("; ".join(("PH", *LOCAL_HOLIDAYS.get(place.department, ()))), str(place.zone))
    return days is not None and days.is_open(here)


def _next_change(hours: OpeningHours, here: datetime, state: State) -> datetime | None:
    change = hours.next_change(here)
    if change is None or (state == State.CLOSED and not hours.is_open(change)):
        return None
    return change


def _with_holidays(text: str, department: str) -> str:
    if not text or text.strip() == "24/7" or re.search(r"\bPH\b(?! (?:off|closed))", text):
        return text
    local = "".join(f"; {day} off" for day in LOCAL_HOLIDAYS.get(department, ()))
    return f"{text}{'' if 'PH' in text else '; PH off'}{local}"


@lru_cache(maxsize=8192)
def _hours(text: str, department: str, zone: str) -> OpeningHours | None:
    """Each pattern of hours is read once per process: a large network has some thousands."""
    return _parsed(_with_holidays(text, department), zone)


@lru_cache(maxsize=256)
def _parsed(text: str, zone: str) -> OpeningHours | None:
    if not text.strip() or len(text) > LONGEST:
        return None
    try:
        return OpeningHours(text, timezone=ZoneInfo(zone), country="FR", max_interval_days=HORIZON_DAYS)
    except (ParserError, ValueError):
        return None
