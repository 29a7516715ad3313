"""Days as people and spreadsheets write them, to ``2024-03-05``."""

import re
from datetime import date, timedelta

from services.directory.domain.search_text import fold

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_IN_WORDS = re.compile(rf"(?:(?:[a-z]+ )?(\d{{1,2}})(?:er)? )?({'|'.join(_MONTHS)}) (\d{{4}})")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: \d{1,2}:\d\d.*)?")
_INSTANT = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[t ]\d{2}:\d{2}.*)?")
_MONTH = re.compile(r"(\d{1,2})[/.-](20\d\d)|(20\d\d)[/.-](\d{1,2})")
_SERIAL = re.compile(r"([3-5]\d{4})(?:\.\d+)?")
_FIRST = date(1899, 12, 30)
"""Day 0 of spreadsheets (ECMA-376, 18.17.4.1)."""


def iso_day(text: str) -> str:
    """The same text when it says no day. A month is its first day and a year its first: never fresher than was said.

    « 12/25/2025 » is none: whoever wrote it wrote « 03/04/2025 » in the American order too, which nobody could tell.
    """
    try:
        found = _read(fold(text))
    except ValueError:
        return text
    return found.isoformat() if found else text


def _read(text: str) -> date | None:
    if instant := _INSTANT.fullmatch(text):
        return date(*map(int, instant.groups()))
    if figures := _FIGURES.fullmatch(text):
        day, month, year = (int(part) for part in figures.groups())
        return date(year + 2000 if year < 100 else year, month, day)
    if words := _IN_WORDS.fullmatch(text):
        return date(int(words[3]), _MONTHS.index(words[2]) + 1, int(words[1] or 1))
    if month := _MONTH.fullmatch(text):
        return date(int(month[2] or month[3]), int(month[1] or month[4]), 1)
    if serial := _SERIAL.fullmatch(text):
        return _FIRST + timedelta(days=int(serial[1]))
    return date(int(text), 1, 1) if re.fullmatch(r"20\d\d", text) else None
