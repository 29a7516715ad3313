"""French public holidays (Code du travail, article L3133-1), the same everywhere in France.

The two extra days of Alsace-Moselle and the day of the abolition of slavery, which differs between overseas
departments, are not in the list: a meeting that falls on one of them is moved by hand.
"""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar: the Sunday after the ecclesiastical full moon of spring."""
    golden_number = year % 19
    century = year // 100
    epact = (19 * golden_number + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden_number) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=full_moon - weekday)


@cache
def public_holidays(year: int) -> frozenset[date]:
    fixed = {date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in _AFTER_EASTER})


def is_public_holiday(day: date) -> bool:
    return day in public_holidays(day.year)
