"""How long the network relies on a referent's name without asking again."""

from collections.abc import Sequence
from datetime import date


def year_after(day: date) -> date:
    """The same day of the next year; 28 February after a 29."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def in_short(structures: Sequence[str]) -> str:
    """Names of a person's structures in few words: all of two, the first of more."""
    if len(structures) > 2:
        return f"{structures[0]} et {len(structures) - 1} autres structures"
    return " et ".join(structures)
