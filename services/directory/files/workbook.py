"""Workbooks of Excel (.xlsx, .xlsm, .xls) and LibreOffice (.ods)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from services.directory.files import workbook_process
from services.directory.files.archives import ArchiveDamaged, ArchiveSwollen, is_archive, parts_of
from services.directory.files.open_document import refuse_repeated
from services.directory.files.sheets import Sheet, main_sheets, notes_of, sheet_of
from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Of .xls workbooks, and of workbooks locked with a password."""
_SECONDS = 120
"""Much more than 40 megabytes take on a busy machine."""
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
    read = (sheet_of(*one) for one in _opened(data))
    return [sheet for sheet in read if sheet]


def _opened(data: bytes) -> list[Any]:
    """Arguments of :func:`sheet_of` for each sheet that is shown."""
    command = [sys.executable, "-P", workbook_process.__file__]
    quiet = {**os.environ, "RUST_BACKTRACE": "0"}  # telling where memory ended takes memory, and may wait for ever
    try:
        ended = subprocess.run(command, input=data, capture_output=True, env=quiet, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise _too_large() from error
    if ended.returncode < 0 or ended.returncode == workbook_process.TOO_LARGE:
        raise _too_large()
    if ended.returncode:
        is_locked = ended.returncode == workbook_process.LOCKED or _LOCKED in data
        raise _locked() if is_locked else _unreadable()
    return json.loads(ended.stdout)


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
        raise _too_large() from error
    if "[Content_Types].xml" not in parts:
        raise _unreadable()


def _lines(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Sequence[str]]]:
    width = sheets[0].width
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=sheet.number + 1):
            yield sheet.shift + number, row[:width]


def _locked() -> FileRefused:
    return FileRefused(
        "workbook_locked",
        "Ce classeur est protégé par un mot de passe. Ouvrez-le, enlevez le mot de passe "
        "(Fichier, Informations, Protéger le classeur), enregistrez-le et choisissez-le de nouveau.",
    )


def _too_large() -> FileRefused:
    return FileRefused(
        "workbook_too_large",
        "Ce classeur se déplie en un fichier démesuré : il n’est pas ouvert. Quelque chose est peut-être écrit très "
        "loin du tableau : copiez le tableau seul dans un nouveau classeur, ou enregistrez-le en CSV.",
    )


def _unreadable() -> FileRefused:
    return FileRefused(
        "workbook_unreadable",
        "Ce classeur ne peut pas être ouvert : il est abîmé ou d’un autre format (un document Word, une archive…). "
        "Enregistrez le tableau au format .xlsx ou .ods, ou en CSV.",
    )
