"""CSV: any usual encoding, separator and quoting."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, dropwhile, islice

from services.directory.files.heading_line import LOOKED_AT, heading_place, is_filled, notes_on, titles_of
from services.directory.files.source_table import Broken, FileRefused, SourceTable, empty_file, table_of

_SEPARATORS = (",", ";", "\t", "|")
_NAMES = {",": "la virgule", ";": "le point-virgule", "\t": "la tabulation", "|": "la barre verticale"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SAID = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
"""What some programs write above the headings for Excel, which does not show it."""
UNREAD = "\N{REPLACEMENT CHARACTER}"
_LETTERS_FOR_ONE = 10
"""Letters with accents that are read as UTF-8, for one that is not: Latin-1 has none of them."""
_ACCENTS = "àâçèéêëîïôùûÉÈÀ"
_MAC_ACCENTS = [letter.encode("mac_roman") for letter in _ACCENTS]
_WINDOWS_ACCENTS = [letter.encode("cp1252") for letter in _ACCENTS]
LONGEST_CELL = 131_072
"""Letters. A quote that is never closed makes one cell of what follows: better told than read to the end."""
Numbered = tuple[int, list[str]]


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
        text, notes = _mostly_utf8(data) or _one_byte(data)
    if _CONTROL.search(text[:100_000]):
        raise _no_text()
    return text, notes


def _mostly_utf8(data: bytes) -> tuple[str, list[str]] | None:
    """A file cut in the middle of a letter, or pasted from two, is not read as Latin-1 for the sake of some bytes."""
    text = data.decode("utf-8-sig", errors="replace")
    unread = text.count(UNREAD)
    letters = sum(1 for sign in text if not sign.isascii()) - unread
    if letters < _LETTERS_FOR_ONE * unread:
        return None
    return text, [f"Quelques signes ne sont pas en UTF-8 : ils sont remplacés par « {UNREAD} ». Cherchez-les."]


def _one_byte(data: bytes) -> tuple[str, list[str]]:
    """Each letter a byte, of Windows or of an old Mac: where one has accents, the other has hardly anything."""
    of_mac, of_windows = (sum(map(data.count, letters)) for letters in (_MAC_ACCENTS, _WINDOWS_ACCENTS))
    coding, name = ("mac_roman", "Mac") if of_mac > of_windows else ("cp1252", "Latin-1 (Windows)")
    note = f"Le fichier n’est pas en UTF-8 : il a été lu en {name}. Vérifiez les accents."
    return data.decode(coding, errors="replace"), [note]


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
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text)
    records = _records(text, separator)
    first = _first_filled(records)
    if not first:
        raise empty_file()
    headings, above, place = titles_of([cells for _, cells in first])
    number = first[place][0]
    if separator != ",":
        notes = [*notes, f"Les colonnes sont séparées par {_NAMES[separator]}."]
    width = len(headings)
    while width and not headings[width - 1].strip():
        width -= 1
    broken: list[Broken] = []
    lines = _lines(chain(first[place + 1 :], records), width, separator, broken)
    return table_of(headings[:width], lines, above[:width], broken=broken, notes=[*notes, *notes_on(number, place)])


def _records(text: str, separator: str) -> Iterator[Numbered]:
    csv.field_size_limit(LONGEST_CELL)  # of the whole process: another library may have raised it
    return enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)


def _first_filled(records: Iterator[Numbered]) -> list[Numbered]:
    """Taken from ``records``: those of the first lines in which something stands."""
    filled = dropwhile(lambda record: not is_filled(record[1]), records)
    return [record for record in islice(filled, LOOKED_AT) if is_filled(record[1])]


def _lines(
    records: Iterable[Numbered], width: int, separator: str, broken: list[Broken]
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in records:
        surplus = cells[width:]
        if surplus and any(cell.strip() for cell in surplus):
            broken.append(Broken(number, cells, _too_many_cells(number, len(cells), width, separator)))
        else:
            yield number, cells


def _separator(text: str) -> str:
    """The one that cuts the first line into the most cells, quotes respected; under a title, the steadiest one."""
    first = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]  # old Macs end their lines with the first of the two
    cells = {mark: len(next(csv.reader([first], delimiter=mark), [])) for mark in _SEPARATORS}
    likely = max(_SEPARATORS, key=lambda mark: cells[mark])
    return likely if cells[likely] > 2 else max(_SEPARATORS, key=lambda mark: _steadiness(text, mark))


def _steadiness(text: str, separator: str) -> tuple[int, int]:
    """How many of the first lines have as many cells as the headings, and how many cells that is."""
    try:
        rows = [cells for _, cells in _first_filled(_records(text, separator))]
    except csv.Error:
        return 0, 0
    width = len(rows[heading_place(rows)]) if rows else 0
    return (sum(1 for cells in rows if len(cells) == width), width) if width > 1 else (0, 0)


def _too_many_cells(number: int, cells: int, columns: int, separator: str) -> str:
    return (
        f"Ligne {number} : {cells} cases pour {columns} colonnes. Un texte qui contient « {separator} » "
        "doit être entre guillemets : enregistrez de nouveau le fichier depuis un tableur."
    )
