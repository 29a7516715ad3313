"""XLSX workbooks, with python-calamine (MIT, the Rust reader of the same name)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from services.directory.files.archives import ArchiveDamaged, ArchiveSwollen, parts_of
from services.directory.files.heading_line import LOOKED_AT, heading_place, is_filled, notes_on
from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of


class _Sheet(NamedTuple):
    """``rows`` from the headings on; ``number``: the line where they are; ``above``: filled rows above them."""

    name: str
    rows: list[list[Any]]
    number: int
    above: int

    @property
    def width(self) -> int:
        return max((place for place, cell in enumerate(self.rows[0], start=1) if cell != ""), default=0)


def read_workbook(data: bytes) -> SourceTable:
    """Its main sheet. Raises FileRefused: a bomb, no workbook, nothing in it, too large."""
    check_archive(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = _main_sheet(book)
    except FileRefused:
        raise
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable() from error
    notes = [f"Seule la feuille « {sheet.name} » du classeur est lue."] if len(book.sheet_names) > 1 else []
    check_width(sheet.width)
    headings = [_text(cell) for cell in sheet.rows[0][: sheet.width]]
    return table_of(headings, _lines(sheet), notes=[*notes, *notes_on(sheet.number, sheet.above)])


def check_archive(data: bytes) -> None:
    """Raises FileRefused for an archive that would unpack into far more than it weighs."""
    try:
        parts = parts_of(data)
    except ArchiveDamaged as error:
        raise _unreadable() from error
    except ArchiveSwollen as error:
        raise FileRefused(
            "workbook_too_large",
            "Ce classeur se déplie en un fichier démesuré : il n’est pas ouvert. Enregistrez la feuille en CSV.",
        ) from error
    if "[Content_Types].xml" not in parts:
        raise _unreadable()


def _main_sheet(book: Any) -> _Sheet:
    """The first one that holds a table, unless a later one is twice as wide: a page of explanations is narrow."""
    main = None
    for name in book.sheet_names:
        sheet = _sheet(name, book.get_sheet_by_name(name))
        if sheet and (main is None or (len(sheet.rows) > 1 and _is_wider(sheet, main))):
            main = sheet
    if main is None:
        raise empty_file()
    return main


def _is_wider(sheet: _Sheet, main: _Sheet) -> bool:
    return len(main.rows) == 1 or sheet.width >= 2 * main.width


def _sheet(name: str, sheet: Any) -> _Sheet | None:
    """None when nothing is in it."""
    rows = sheet.to_python(skip_empty_area=True)
    first = [number for number, row in enumerate(rows[:LOOKED_AT]) if is_filled(row)]
    if not first:
        return None
    above = heading_place([rows[number] for number in first])
    place = first[above]
    return _Sheet(name, rows[place:], sheet.start[0] + place + 1, above)


def _lines(sheet: _Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    width = sheet.width
    for number, row in enumerate(sheet.rows[1:], start=sheet.number + 1):
        yield number, [cell if type(cell) is str else _text(cell) for cell in row[:width]]


def _text(cell: Any) -> str:
    """As a person reads the cell: whole numbers without decimals, dates as year-month-day."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _unreadable() -> FileRefused:
    return FileRefused(
        "workbook_unreadable",
        "Ce classeur ne peut pas être ouvert : il est abîmé, protégé par un mot de passe ou d’un autre format. "
        "Enregistrez-le de nouveau au format .xlsx, ou en CSV.",
    )
