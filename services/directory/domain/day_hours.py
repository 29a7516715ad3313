"""Opening hours written in one column per day, or per half-day, to OpenStreetMap's ``opening_hours``.

Words beside the hours (« sur RDV », « sauf vacances ») go along as the comment of the day: readers show it, and promise
nobody an open door. Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from services.directory.domain.search_text import fold

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_LABELS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HALVES = {"": "", "am": " matin", "pm": " après-midi"}

_TIME = re.compile(
    r"(?<![\d.,])([01]?\d|2[0-4]) ?"
    r"(?:[h:] ?([0-5]\d)(?::00)?(?!\d| ?[h:])|\.([0-5]\d)(?!\d)|h(?:eures?)?|(?!\d)(?= ?(?:[-–/]|a |$|\n| \d)))"
)
_NAMED = (("midi", "12h"), ("minuit", "24h"))
_CLOSED = re.compile(r"ferm(?:e|es|ee|ees|eture)s?(?: au public)?|clos|off|[-–—/0]*|non|neant|aucun")
_TICKED = re.compile(r"x+|oui|1|ok|[✓✔☑✅]|ouvert")
_BETWEEN = re.compile(
    r"[\s\-–—/;,:.&+()]|\b(?:de|des|du|a|au|et|puis|ouvert|non[ -]stop|sans interruption|journee continue)\b"
)
_ENDS = " \n()-–—:,;/."
_APPOINTMENT = re.compile(r"\brdv\b|\br\.d\.v\.?", re.IGNORECASE)

Span = tuple[str, str]


class DayCell(NamedTuple):
    """What one cell says: ``spans`` in full, ``moments`` when one end stands alone, ``words`` beside the hours."""

    spans: tuple[Span, ...] = ()
    moments: tuple[str, ...] = ()
    words: str = ""


@dataclass
class DayHours:
    """What the columns of one day say together. Moments of columns « début » and « fin » make spans two by two."""

    spans: set[Span] = field(default_factory=set)
    moments: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, cell: DayCell, half: str = "") -> None:
        self.spans.update(cell.spans)
        self.moments += cell.moments
        if cell.words:
            self.words.append(f"{HALVES[half].strip()} : {cell.words}" if half else cell.words)

    @property
    def rule(self) -> str:
        """Without the day; empty when it is closed."""
        spans, words = set(self.spans), list(self.words)
        pairs = list(zip(self.moments[::2], self.moments[1::2], strict=False))
        if len(self.moments) % 2 == 0 and all(begin < end for begin, end in pairs):
            spans.update(pairs)
        else:
            words = [*self.moments, *words]
        told = [",".join(f"{begin}-{end}" for begin, end in sorted(spans))]
        told += [f'"{", ".join(dict.fromkeys(words))}"'] if words else []
        return " ".join(part for part in told if part)


@lru_cache(maxsize=4096)
def read_day(text: str) -> DayCell:
    """« 9h-12h / 13h30-17h sur RDV »: two spans, and the words « sur rendez-vous ». Closed is empty."""
    text = text.strip()
    plain = fold(text)
    if _CLOSED.fullmatch(plain.strip(" .!")):
        return DayCell()
    if _TICKED.fullmatch(plain):
        return DayCell(words="ouvert")
    for name, hour in _NAMED:
        plain = re.sub(rf"(?<!-)\b{name}\b", hour, plain)
    times = [f"{int(hour):02d}:{minutes or more or '00'}" for hour, minutes, more in _TIME.findall(plain)]
    rest = _unread(plain)
    spans = tuple(zip(times[::2], times[1::2], strict=False))
    if len(times) == 1 and not rest:
        return DayCell(moments=tuple(times))
    if not times or len(times) % 2 or any(begin >= end for begin, end in spans):
        return DayCell(words=_said(text))
    return DayCell(spans, words=_said(_beside(text, plain)) if rest else "")


def _unread(plain: str) -> str:
    return _BETWEEN.sub("", _TIME.sub(" ", plain))


def _beside(text: str, plain: str) -> str:
    """What follows the last hour, when that is all there is beside hours; otherwise the whole text."""
    end = max(match.end() for match in _TIME.finditer(plain))
    is_all = len(plain) == len(text) and not _unread(plain[:end])
    return text[end:].strip(_ENDS) if is_all else text


def _said(text: str) -> str:
    """As it stands, on one line, without the sign that ends a comment."""
    return _APPOINTMENT.sub("rendez-vous", " ".join(text.replace('"', "’").split()))


def opening_hours(days: Mapping[str, DayHours]) -> str:
    """``days``: ``Mo`` to ``Su``. Days in a row with the same hours are one rule: ``Mo-Fr 09:00-12:00``."""
    week = [(day, days[day].rule if day in days else "") for day in DAYS]
    rules = []
    for rule, group in groupby(week, key=lambda pair: pair[1]):
        named = [day for day, _ in group]
        if rule:
            rules.append(f"{named[0] if len(named) == 1 else f'{named[0]}-{named[-1]}'} {rule}")
    return "; ".join(rules)
