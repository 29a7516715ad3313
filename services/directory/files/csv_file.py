"""CSV: any usual encoding, separator and quoting."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from services.directory.files.source_table import Broken, FileRefused, SourceTable, empty_file, table_of

_SEPARATORS = (",", ";", "\t")
_NAMES = {",": "la virgule", ";": "le point-virgule", "\t": "la tabulation"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def read_csv(data: bytes) -> SourceTable:
    """Raises FileRefused: empty, not a text, too large a table, quotes that never close."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n,;"):
        raise empty_file()
    text, notes = decode(data)
    try:
        return _table(text, notes)
    except csv.Error as error:
        raise FileRefused(
            "file_unreadable",
            "Les guillemets de ce fichier ne se referment pas : une case paraît contenir tout le reste du fichier. "
            "Rouvrez-le dans un tableur et enregistrez-le de nouveau en CSV.",
        ) from error


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text, and what had to be assumed. UTF-8, UTF-16 with its mark, otherwise Windows' Latin-1."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return _utf16(data), ["Le fichier est enregistré en UTF-16 : ses accents ont été lus."]
    try:
        text, notes = data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        notes = ["Le fichier n’est pas en UTF-8 : il a été lu en Latin-1 (Windows). Vérifiez les accents."]
    if _CONTROL.search(text[:100_000]):
        raise _no_text()
    return text, notes


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _no_text() -> FileRefused:
    return FileRefused(
        "file_not_text",
        "Ce fichier n’est ni un tableau CSV, ni un classeur Excel (.xlsx), ni un fichier JSON. "
        "Rouvrez-le dans un tableur et enregistrez-le au format .xlsx ou « CSV UTF-8 ».",
    )


def _table(text: str, notes: list[str]) -> SourceTable:
    separator = _separator(text)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    headings = next((cells for cells in records if any(cell.strip() for cell in cells)), [])
    broken: list[Broken] = []
    if separator != ",":
        notes = [*notes, f"Les colonnes sont séparées par {_NAMES[separator]}."]
    width = len(headings)
    while width and not headings[width - 1].strip():
        width -= 1
    lines = _lines(records, width, separator, broken)
    return table_of(headings[:width], lines, broken=broken, notes=notes)


def _lines(
    records: Iterator[list[str]], width: int, separator: str, broken: list[Broken]
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in enumerate(records, start=2):
        surplus = cells[width:]
        if surplus and any(cell.strip() for cell in surplus):
            broken.append(Broken(number, cells[:width], _too_many_cells(number, len(cells), width, separator)))
        else:
            yield number, cells


def _separator(text: str) -> str:
    """The one that cuts the first line into the most cells, quotes respected."""
    first = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _too_many_cells(number: int, cells: int, columns: int, separator: str) -> str:
    return (
        f"Ligne {number} : {cells} cases pour {columns} colonnes. Un texte qui contient « {separator} » "
        "doit être entre guillemets : enregistrez de nouveau le fichier depuis un tableur."
    )
