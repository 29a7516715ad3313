"""When the next quarterly report comes, so that the settings can say it with dates.

The reporting service decides (its ``domain/periods.py``); a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_ORDINALS = ("1ᵉʳ", "2ᵉ", "3ᵉ", "4ᵉ")


@dataclass(frozen=True)
class NextReport:
    label: str
    """Of the quarter: « 4ᵉ trimestre 2026 »."""
    made_on: date
    published_on: date
    """At the latest."""


def next_report(today: date, *, opened_on: date, grace_days: int, review_days: int) -> NextReport:
    """Of the last quarter while its days of grace run, else of the present one; none before the network was opened."""
    begin = date(today.year, today.month - (today.month - 1) % 3, 1)
    last = _three_months(begin, -1)
    is_waiting = today < begin + timedelta(days=grace_days) and opened_on < begin
    quarter = last if is_waiting else begin
    made_on = _three_months(quarter, 1) + timedelta(days=grace_days)
    label = f"{_ORDINALS[(quarter.month - 1) // 3]} trimestre {quarter.year}"
    return NextReport(label, made_on, made_on + timedelta(days=review_days))


def _three_months(begin: date, quarters: int) -> date:
    year, month = divmod(begin.year * 12 + begin.month - 1 + 3 * quarters, 12)
    return date(year, month + 1, 1)
