"""XLSX workbooks, with python-calamine (MIT, the Rust reader of the same name).

A workbook is a ZIP archive: its declared sizes are looked at before anything is unpacked, and unpacking stops where
they lied (https://docs.python.org/3/library/zipfile.html#decompression-pitfalls).
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of

MAX_UNPACKED = 250 * 1024 * 1024
MAX_RATIO = 200
"""A sheet of real words shrinks ten to thirty times."""
_RATIO_MATTERS_FROM = 5 * 1024 * 1024


def is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _unreadable() from error
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * len(data)
    # entries that overlap are how a small file hides a large one without a high ratio for each of them
    overlapping = sum(part.compress_size for part in parts) > len(data)
    if unpacked > MAX_UNPACKED or swollen or overlapping or len(parts) > 2000:
        raise FileRefused(
            "workbook_too_large",
            "Ce classeur se déplie en un fichier démesuré : il n’est pas ouvert. Enregistrez la feuille en CSV.",
        )
    if "[Content_Types].xml" not in {part.filename for part in parts}:
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
