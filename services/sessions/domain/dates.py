"""Dates of a series."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.sessions.domain.holidays import is_public_holiday

MOST_DATES = 60


def weekly_dates(first_on: date, count: int, *, skip_holidays: bool) -> list[date]:
    """``count`` dates, one a week on the weekday of the first.

    A week whose day is a public holiday is skipped, not shortened: the series then ends later.
    """
    chosen: list[date] = []
    day = first_on
    while len(chosen) < count:
        if not (skip_holidays and is_public_holiday(day)):
            chosen.append(day)
        day += timedelta(weeks=1)
    return chosen


def instant(day: date, at: time, time_zone: str) -> datetime:
    """The instant, in UTC, at which clocks of that zone show this day and time."""
    return datetime.combine(day, at, ZoneInfo(time_zone)).astimezone(UTC)


def local(moment: datetime, time_zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(time_zone))
