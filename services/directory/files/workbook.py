"""XLSX workbooks, with python-calamine (MIT, the Rust reader of the same name)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from services.directory.files.archives import ArchiveDamaged, ArchiveSwollen, parts_of
from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of


def read_workbook(data: bytes) -> SourceTable:
    """The first sheet with something in it. Raises FileRefused: a bomb, no workbook, nothing in it, too large."""
    check_archive(data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name, rows = _first_filled(book)
    except FileRefused:
        raise
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable() from error
    notes = [f"Seule la feuille « {name} » du classeur est lue."] if len(book.sheet_names) > 1 else []
    width = max((place for place, cell in enumerate(rows[0], start=1) if cell != ""), default=0)
    check_width(width)
    return table_of([_text(cell) for cell in rows[0][:width]], _lines(rows[1:], width), notes=notes)


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


def _first_filled(book: Any) -> tuple[str, list[list[Any]]]:
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
        filled = [row for row in rows if any(cell != "" for cell in row)]
        if filled:
            return name, rows[rows.index(filled[0]) :]
    raise empty_file()


def _lines(rows: Sequence[Sequence[Any]], width: int) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(rows, start=2):
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
