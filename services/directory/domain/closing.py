"""The days of a network that closes: asked, recalled, closed, erased."""

from collections.abc import Collection
from datetime import date, timedelta

DELAY = timedelta(days=30)
"""Between the decision and the closing: time to export, to tell the partners, to change one's mind."""
GRACE = timedelta(days=30)
"""Between the closing and the erasure: the operator can still open the network again."""
NOTICES = {"week": 7, "day": 1}
"""Name of a notice → days before the closing."""

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def due_notices(closes_on: date, today: date, told: Collection[str]) -> list[str]:
    """Those that were not given. After an outage both may be: one letter then stands for them."""
    left = (closes_on - today).days
    return [name for name, days in NOTICES.items() if 0 < left <= days and name not in told]


def is_same_name(typed: str, label: str) -> bool:
    """Whether somebody typed the network's name, however they wrote capitals, spaces and apostrophes."""
    return _plain(typed) == _plain(label)


def in_words(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def left_in_words(closes_on: date, today: date) -> str:
    days = (closes_on - today).days
    return "Demain" if days == 1 else f"Dans {days} jours"


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
