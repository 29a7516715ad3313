"""From the bytes of an uploaded file to a table, whatever its format: the content decides, not the name."""

import re
from typing import IO

from services.directory.files.csv_file import read_csv
from services.directory.files.json_file import is_json, read_json
from services.directory.files.refused_lines import without_ours
from services.directory.files.source_table import FileRefused, SourceTable
from services.directory.files.workbook import ending_of, is_workbook, read_workbook

MAX_BYTES = 40 * 1024 * 1024
"""Twice what 20,000 lines weigh when every column of the national schema is filled."""
_CHUNK = 256 * 1024


def read_limited(stream: IO[bytes], limit: int = MAX_BYTES) -> bytes:
    """The whole stream, or a refusal as soon as it passes ``limit`` bytes: the rest is never read."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileRefused("file_too_large", f"Ce fichier dépasse {limit // 1024**2} Mo. Découpez-le en plusieurs.")
        chunks.append(chunk)
    return b"".join(chunks)


def read_file(data: bytes) -> SourceTable:
    """Raises FileRefused."""
    if is_workbook(data):
        return without_ours(read_workbook(data))
    for beginning, sentence in _NO_TABLES:
        if beginning.match(data):
            raise FileRefused("file_no_table", sentence)
    return read_json(data) if is_json(data) else without_ours(read_csv(data))


_NO_TABLES = (
    (
        re.compile(rb"%PDF-"),
        "Ce fichier est un PDF : un tableau ne s’y lit pas. Demandez le tableur dont il vient (.xlsx, .ods ou CSV).",
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|\?xml)", re.IGNORECASE),
        "Ce fichier est une page web ou du XML, même s’il porte un nom de tableur. "
        "Ouvrez-le dans un tableur et enregistrez-le au format .xlsx ou .ods.",
    ),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"),
        "Ce fichier est une image. Choisissez le tableur (.xlsx, .ods ou CSV).",
    ),
)


def extension_of(data: bytes) -> str:
    if is_workbook(data):
        return ending_of(data)
    return "json" if is_json(data) else "csv"
