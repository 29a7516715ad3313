"""When a lent thing must come back, and what that means today."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

USUAL_MONTHS = 3
"""Length proposed for a loan; the form lets one choose another."""

MAX_MONTHS = 24
"""A longer loan is a gift, or a year typed wrong."""

SOON = timedelta(days=6)
"""Today and the six days that follow: "this week", whatever the weekday."""


class DueState(StrEnum):
    LATE = "late"
    SOON = "soon"
    LATER = "later"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DueState.LATE: "En retard",
    DueState.SOON: "À rendre cette semaine",
    DueState.LATER: "En cours",
    DueState.ENDED: "Terminé",
}


def due_state(due_on: date, *, today: date, ended: bool = False) -> DueState:
    """The due day itself is not late: the person has until the evening."""
    if ended:
        return DueState.ENDED
    if today > due_on:
        return DueState.LATE
    return DueState.SOON if due_on <= today + SOON else DueState.LATER


def add_months(day: date, months: int) -> date:
    """31 January + 1 month → 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def usual_due_on(lent_on: date) -> date:
    return add_months(lent_on, USUAL_MONTHS)


def latest_due_on(lent_on: date) -> date:
    return add_months(lent_on, MAX_MONTHS)


def days_late(due_on: date, *, today: date) -> int:
    return max(0, (today - due_on).days)
