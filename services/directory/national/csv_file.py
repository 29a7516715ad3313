"""From the bytes of an uploaded CSV file to lines of named cells."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from services.directory.domain.import_plan import Refusal
from services.directory.domain.national_columns import BY_NAME, COLUMNS
from services.directory.national.headings import FileRefused, check_headings, heading

MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 20_000
_CHUNK = 256 * 1024
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class Table:
    """``lines`` are numbered as a spreadsheet shows them: the heading is 1. Cells by column name."""

    columns: Sequence[str]
    absent: Sequence[str]
    """Columns of the schema that the file lacks, none of them required."""
    ignored: Sequence[str]
    """Headings that the schema does not know."""
    lines: Sequence[tuple[int, Mapping[str, str]]]
    broken: Sequence[Refusal]
    """Lines with more cells than the heading."""


def read_limited(stream: IO[bytes], limit: int = MAX_BYTES) -> bytes:
    """The whole stream, or a refusal as soon as it passes ``limit`` bytes: the rest is never read."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileRefused("file_too_large", f"Ce fichier dépasse {limit // 1024**2} Mo. Découpez-le en plusieurs.")
        chunks.append(chunk)
    return b"".join(chunks)


def read_table(data: bytes) -> Table:
    """Raises FileRefused: not UTF-8, empty, a required column missing, too many lines, quotes that never close."""
    text = _decode(data)
    try:
        return _table(text)
    except csv.Error as error:
        raise FileRefused(
            "file_unreadable",
            "Les guillemets de ce fichier ne se referment pas : une case paraît contenir tout le reste du fichier. "
            "Rouvrez-le dans un tableur et enregistrez-le de nouveau en CSV.",
        ) from error


def _decode(data: bytes) -> str:
    if not data.strip(b"\xef\xbb\xbf \t\r\n,;"):
        raise FileRefused("file_empty", "Ce fichier est vide. Choisissez celui qui contient vos structures.")
    if data.startswith(b"PK\x03\x04"):
        raise FileRefused(
            "file_not_csv",
            "C’est un classeur, pas un fichier CSV. Dans Excel : Fichier, Enregistrer sous, "
            "type « CSV UTF-8 (délimité par des virgules) ».",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    if "\0" in text:
        raise _not_utf8()
    return text


def _not_utf8() -> FileRefused:
    return FileRefused(
        "file_not_utf8",
        "Ce fichier n’est pas enregistré en UTF-8 : ses accents seraient abîmés. Enregistrez-le de nouveau. "
        "Dans Excel : Fichier, Enregistrer sous, type « CSV UTF-8 (délimité par des virgules) ». "
        "Dans LibreOffice : Enregistrer sous, « Éditer les paramètres du filtre », jeu de caractères Unicode (UTF-8).",
    )


def _table(text: str) -> Table:
    separator = _separator(text)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    headings = [heading(cell) for cell in next(records)]
    check_headings(headings)
    lines: list[tuple[int, Mapping[str, str]]] = []
    broken: list[Refusal] = []
    for number, cells in _numbered(records):
        if any(cell.strip() for cell in cells[len(headings) :]):
            reason = _too_many_cells(number, len(cells), len(headings), separator)
            broken.append(Refusal(number, _named(headings, cells), [reason]))
        else:
            lines.append((number, _named(headings, cells)))
    if not lines and not broken:
        raise FileRefused("file_empty", "Ce fichier n’a que sa ligne de titres : il ne contient aucune structure.")
    return Table(
        columns=[name for name in headings if name in BY_NAME],
        absent=[column.name for column in COLUMNS if column.name not in headings],
        ignored=[name for name in headings if name and name not in BY_NAME],
        lines=lines,
        broken=broken,
    )


def _separator(text: str) -> str:
    """The one that finds the most known columns in the first line."""
    first = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=lambda mark: len({heading(cell) for cell in _cells(first, mark)} & BY_NAME.keys()))


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _numbered(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    kept = 0
    for number, cells in enumerate(records, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        kept += 1
        if kept > MAX_LINES:
            raise FileRefused(
                "too_many_lines", "Ce fichier a plus de 20 000 lignes. Découpez-le en plusieurs fichiers."
            )
        yield number, cells


def _named(headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(headings, cells, strict=False) if name in BY_NAME}


def _too_many_cells(number: int, cells: int, columns: int, separator: str) -> str:
    return (
        f"Ligne {number} : {cells} cases pour {columns} colonnes. Un texte qui contient « {separator} » "
        "doit être entre guillemets : enregistrez de nouveau le fichier depuis un tableur."
    )
