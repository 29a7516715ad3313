"""Which line of a table holds its headings: a title, a date or merged cells may stand above them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

LOOKED_AT = 20
"""Lines: what stands above headings is short."""


class Titles(NamedTuple):
    """``names`` of the columns; ``above``: the title over several columns, empty for most; ``place`` of the last row
    that they take."""

    names: list[str]
    above: list[str]
    place: int


def titles_of(rows: Sequence[Sequence[str]]) -> Titles:
    """Of the first rows, none of them empty. Titles on two lines, of which the upper one spans several columns, are
    read together."""
    place = heading_place(rows)
    width = max(map(len, rows))
    row = _padded(rows[place], width)
    below = _padded(rows[place + 1], width) if place + 1 < len(rows) else []
    if below and _is_second_line(row, below):
        return _over(row, below, place + 1)
    over = _padded(rows[place - 1], width) if place else []
    if _filled(over) > 1:
        return _over(over, row, place)
    return Titles(row, [""] * width, place)


def _over(upper: Sequence[str], lower: Sequence[str], place: int) -> Titles:
    """A cell that spans several columns stands in the first of them."""
    spread: list[str] = []
    for text in upper:
        spread.append(text if text.strip() or not spread else spread[-1])
    names = [under if under.strip() else own for under, own in zip(lower, upper, strict=True)]
    above = [text if under.strip() else "" for text, under in zip(spread, lower, strict=True)]
    return Titles(names, above, place)


def _is_second_line(row: Sequence[str], below: Sequence[str]) -> bool:
    """It names columns that have no title, or the first of those under one that spans them, and says nothing else."""
    unnamed = [not text.strip() for text in row]
    spanning = [not here and after for here, after in zip(unnamed, [*unnamed[1:], False], strict=True)]
    filled = [place for place, text in enumerate(below) if text.strip()]
    named = sum(unnamed[place] for place in filled)
    return named > 0 and all(unnamed[place] or spanning[place] for place in filled) and not all(unnamed)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


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
