"""JSON: a list of records, alone or inside the usual wrappings of open-data portals."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from services.directory.files.csv_file import decode
from services.directory.files.source_table import FileRefused, SourceTable, check_width, empty_file, table_of

_WRAPPINGS = ("results", "records", "data", "items", "lieux", "structures", "features")
_INNER = ("fields", "record", "properties")
_DEEPEST = 3


def is_json(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read_json(data: bytes) -> SourceTable:
    """Nested objects become columns such as ``adresse.rue``. Raises FileRefused."""
    text, notes = decode(data)
    try:
        content = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    records = [_flat(record) for record in _records(content)]
    if not records:
        raise empty_file()
    headings = list(dict.fromkeys(name for record in records for name in record))
    check_width(len(headings))
    # the records are numbered as the lines of the same table in a spreadsheet
    lines = ((number, [record.get(name, "") for name in headings]) for number, record in enumerate(records, start=2))
    return table_of(headings, lines, notes=[*notes, "Le premier objet du fichier JSON est appelé « ligne 2 »."])


def _records(content: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, dict):
        content = next((content[name] for name in _WRAPPINGS if isinstance(content.get(name), list)), [content])
    for record in content if isinstance(content, list) else ():
        if not isinstance(record, dict):
            raise _unreadable()
        inner = next((record[name] for name in _INNER if isinstance(record.get(name), dict)), None)
        yield record if inner is None else {**_position(record), **inner}


def _position(record: Mapping[str, Any]) -> dict[str, Any]:
    """Where a GeoJSON feature says that its point is: longitude first (RFC 7946, 3.1.1)."""
    match record.get("geometry"):
        case {"type": "Point", "coordinates": [int() | float() as longitude, int() | float() as latitude, *_]}:
            return {"latitude": latitude, "longitude": longitude}
    return {}


def _flat(record: Mapping[str, Any], prefix: str = "", depth: int = 1) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            cells |= _flat(value, f"{prefix}{name}.", depth + 1)
        else:
            cells[f"{prefix}{name}"] = _text(value)
    return cells


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return "|".join(_text(part) for part in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _unreadable() -> FileRefused:
    return FileRefused(
        "json_unreadable",
        "Ce fichier JSON n’est pas une liste d’objets : une structure par objet, ses champs par leur nom.",
    )
