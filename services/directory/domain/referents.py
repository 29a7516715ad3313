"""How long the network relies on a referent's name without asking again."""

from datetime import date


def year_after(day: date) -> date:
    """The same day of the next year; 28 February after a 29."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
