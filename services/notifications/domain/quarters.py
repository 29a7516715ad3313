"""When the network's next quarterly meeting should be, and who could host it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE = timedelta(days=21)
"""People need three weeks' notice to keep an afternoon free."""
_MIDDLE_MONTH = {1: 2, 2: 5, 3: 9, 4: 11}
"""Middle of the quarter, September rather than August for the third."""
_TUESDAY, _THURSDAY = 1, 3


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def label(self) -> str:
        return f"{('1ᵉʳ', '2ᵉ', '3ᵉ', '4ᵉ')[self.number - 1]} trimestre {self.year}"


@dataclass(frozen=True)
class Host:
    """A structure that can receive the meeting. ``last_hosted_on`` is None when it never did."""

    id: str
    label: str
    last_hosted_on: date | None = None


@dataclass(frozen=True)
class Proposal:
    quarter: Quarter
    days: list[date]


def propose(today: date, meetings: Iterable[date]) -> Proposal | None:
    """Days for the first quarter without a meeting; None when a meeting is still to come in this or the next one."""
    held = {Quarter.of(day) for day in meetings}
    current = Quarter.of(today)
    for quarter in (current, current.next()):
        days = [day for day in suitable_days(quarter) if day >= today + NOTICE]
        if quarter not in held and days:
            return Proposal(quarter, days[:3])
        if quarter in held and any(day >= today and Quarter.of(day) == quarter for day in meetings):
            return None
    return None


def suitable_days(quarter: Quarter) -> list[date]:
    """Tuesdays and Thursdays from the second week of the middle month to the end of the quarter, without holidays."""
    start = date(quarter.year, _MIDDLE_MONTH[quarter.number], 8)
    last_month = quarter.number * 3
    days = (start + timedelta(days=count) for count in range(60))
    off = public_holidays(quarter.year)
    return [
        d
        for d in days
        if d.month <= last_month and d.weekday() in (_TUESDAY, _THURSDAY) and d not in off and d.year == quarter.year
    ]


def public_holidays(year: int) -> set[date]:
    """French public holidays (code du travail, L3133-1)."""
    easter = _easter(year)
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    return {date(year, month, day) for month, day in fixed} | {easter + timedelta(days=n) for n in (1, 39, 50)}


def _easter(year: int) -> date:
    """Sunday of Easter in the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
