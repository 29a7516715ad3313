"""Which sheets of a workbook hold its table: titles, merged cells, several sheets of one kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.directory.files.heading_line import LOOKED_AT, is_filled, notes_on, titles_of

_BESIDE = re.compile(
    r"archiv|ancien|histori|supprim|ferm[eé]|mod[eè]le|exemple|liste.{0,4}d[eé]roul|param|synth|r[eé]cap|lisez|notice|\btcd\b",
    re.IGNORECASE,
)
"""Names of sheets that stand beside the table."""
_YEAR = re.compile(r"\b20\d\d\b")
_STEP = 1000
Area = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Sheet:
    """``rows`` below the headings, which are at line ``number``; ``filled``: rows of titles above them; ``shift``: what
    is added to the numbers of its lines."""

    name: str
    headings: Sequence[str]
    above: Sequence[str]
    rows: list[list[str]]
    number: int
    filled: int
    shift: int = 0

    @property
    def width(self) -> int:
        return max((place for place, text in enumerate(self.headings, start=1) if text.strip()), default=0)

    @property
    def last(self) -> int:
        return self.shift + self.number + len(self.rows)


def sheet_of(name: str, rows: list[list[str]], start: Sequence[int], merged: Sequence[Area]) -> Sheet | None:
    """``start``: row and column of the first cell; ``merged``: of areas, the first cell and the last. None when nothing
    is in it."""
    first = [number for number, row in enumerate(rows[:LOOKED_AT]) if is_filled(row)]
    if not first:
        return None
    titles = titles_of([rows[number] for number in first])
    place = first[titles.place]
    _spread_merged(rows, start, merged, place)
    return Sheet(name, titles.names, titles.above, rows[place + 1 :], start[0] + place + 1, titles.place)


def _spread_merged(rows: list[list[str]], start: Sequence[int], merged: Sequence[Area], headings: int) -> None:
    """What a cell merged over several lines says, it says of each of them. ``rows`` begin where something is written:
    a margin may be merged beside them."""
    top, left = start
    spread: dict[int, int] = {}  # last row by column: areas that overlap, which no spreadsheet makes, are read once
    for (first, begin), (last, end) in sorted(merged, key=lambda area: (*area[0], *area[1])):
        column = begin - left
        if begin != end or first - top <= headings or not 0 <= column < len(rows[0]):
            continue
        if first <= spread.get(column, -1):
            continue
        spread[column] = last
        for row in range(first - top + 1, min(last - top + 1, len(rows))):
            rows[row][column] = rows[first - top][column]


def main_sheets(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """The main one, those with its headings after it, and the names of those that are not read.

    The main one is the first that holds a table, unless a later one of another kind is twice as wide, or twice as
    full: a page of explanations or of totals is small.
    """
    likely = [sheet for sheet in sheets if sheet.rows and not _BESIDE.search(sheet.name)] or list(sheets)
    if not likely:
        return [], []
    main = likely[0]
    for sheet in likely[1:]:
        if _is_better(sheet, main):
            main = sheet
    read = [main]
    for sheet in likely:
        if sheet is not main and _is_like(sheet, main):
            read.append(replace(sheet, shift=-(-read[-1].last // _STEP) * _STEP))
    return read, [sheet.name for sheet in sheets if sheet.name not in {one.name for one in read}]


def _is_better(sheet: Sheet, main: Sheet) -> bool:
    if not sheet.rows or not main.rows:
        return bool(sheet.rows)
    of_one_kind = 2 * len(_names(sheet) & _names(main)) >= len(_names(main))
    is_fuller = sheet.width * len(sheet.rows) >= 2 * main.width * len(main.rows)
    return sheet.width >= 2 * main.width or (is_fuller and not of_one_kind)


def _is_like(sheet: Sheet, main: Sheet) -> bool:
    """One sheet per territory, not one per year."""
    width = main.width
    is_dated = _YEAR.search(sheet.name) or _YEAR.search(main.name)
    return not is_dated and list(sheet.headings[: sheet.width]) == list(main.headings[:width])


def _names(sheet: Sheet) -> set[str]:
    return {" ".join(text.split()).casefold() for text in sheet.headings if text.strip()}


def notes_of(read: Sequence[Sheet], others: Sequence[str]) -> list[str]:
    main, *following = read
    notes = []
    if following:
        names = ", ".join(f"« {one.name} » (sa ligne 2 est appelée {one.shift + 2})" for one in following)
        notes.append(f"Lues à la suite, parce qu’elles ont les mêmes titres, les feuilles : {names}.")
    if others:
        names = ", ".join(f"« {name} »" for name in others[:5]) + ("…" if len(others) > 5 else "")
        notes.append(
            f"La feuille lue est « {main.name} », et non {names}. Pour en lire une autre, enregistrez-la seule dans un "
            "classeur."
        )
    return [*notes, *notes_on(main.number, main.filled)]
