"""Workbooks of Excel (.xlsx, .xlsm, .xls) and LibreOffice (.ods), with python-calamine (MIT, the Rust reader of the
same name)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from services.directory.files.archives import ArchiveDamaged, ArchiveSwollen, is_archive, parts_of
from services.directory.files.open_document import refuse_repeated
from services.directory.files.sheets import Sheet, main_sheets, notes_of, sheet_of
from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Of .xls workbooks, and of workbooks locked with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(data: bytes) -> bool:
    return is_archive(data) or data.startswith(_OLD_OFFICE)


def ending_of(data: bytes) -> str:
    return "xls" if data.startswith(_OLD_OFFICE) else "xlsx"


def read_workbook(data: bytes) -> SourceTable:
    """Its main sheet, and those with the same headings. Raises FileRefused: a bomb, no workbook, locked, empty."""
    if is_archive(data):
        check_archive(data)
    sheets, others = main_sheets(_sheets(data))
    if not sheets:
        raise empty_file()
    main = sheets[0]
    check_width(main.width)
    notes = notes_of(sheets, others)
    return table_of(main.headings[: main.width], _lines(sheets), main.above[: main.width], notes=notes)


def _sheets(data: bytes) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        read = (sheet_of(name, book.get_sheet_by_name(name), text_of) for name in shown or book.sheet_names)
        return [sheet for sheet in read if sheet]
    except PasswordError as error:
        raise _locked() from error
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise (_locked() if _LOCKED in data else _unreadable()) from error


def check_archive(data: bytes) -> None:
    """Raises FileRefused for an archive that would unpack into far more than it weighs."""
    try:
        parts = parts_of(data)
        if "[Content_Types].xml" not in parts and "content.xml" in parts:
            refuse_repeated(data)
            return
    except ArchiveDamaged as error:
        raise _unreadable() from error
    except ArchiveSwollen as error:
        raise FileRefused(
            "workbook_too_large",
            "Ce classeur se déplie en un fichier démesuré : il n’est pas ouvert. Enregistrez la feuille en CSV.",
        ) from error
    if "[Content_Types].xml" not in parts:
        raise _unreadable()


def _lines(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Sequence[str]]]:
    width = sheets[0].width
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=sheet.number + 1):
            yield sheet.shift + number, [cell if type(cell) is str else text_of(cell) for cell in row[:width]]


def text_of(cell: Any) -> str:
    """As a person reads the cell: whole numbers without decimals, dates as year-month-day."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _locked() -> FileRefused:
    return FileRefused(
        "workbook_locked",
        "Ce classeur est protégé par un mot de passe. Ouvrez-le, enlevez le mot de passe "
        "(Fichier, Informations, Protéger le classeur), enregistrez-le et choisissez-le de nouveau.",
    )


def _unreadable() -> FileRefused:
    return FileRefused(
        "workbook_unreadable",
        "Ce classeur ne peut pas être ouvert : il est abîmé ou d’un autre format (un document Word, une archive…). "
        "Enregistrez le tableau au format .xlsx ou .ods, ou en CSV.",
    )
