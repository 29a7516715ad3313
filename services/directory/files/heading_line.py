"""Which line of a table holds its headings: a title, a date or merged cells may stand above them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

LOOKED_AT = 20
"""Lines: what stands above headings is short."""


def heading_place(rows: Sequence[Sequence[Any]]) -> int:
    """Of the first rows, none of them empty: the first that fills more than half as many cells as the fullest.

    Rows of an unusual length do not tell: a comma without quotes makes one longer than its headings.
    """
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    counts = [_filled(row) for row in rows]
    most = max(count for row, count in zip(rows, counts, strict=True) if len(row) == usual)
    return next(place for place, count in enumerate(counts) if 2 * count > most)


def notes_on(line: int, place: int) -> list[str]:
    """``line``: where the headings are; ``place``: how many rows with something in them stand above."""
    said = f"Les titres des colonnes sont à la ligne {line} : ce qui est écrit au-dessus n’est pas lu."
    return [said] if place else []


def is_filled(row: Sequence[Any]) -> bool:
    return _filled(row) > 0


def _filled(row: Sequence[Any]) -> int:
    return sum(1 for cell in row if cell != "" and not (isinstance(cell, str) and cell.isspace()))
