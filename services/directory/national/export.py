"""From stored structures to the national schema: the way back of an import.

``row`` is a structure by the names of its attributes, as a mapping.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.directory.domain.national_columns import COLUMNS, Kind, NationalField
from services.directory.domain.national_schema import SEPARATOR
from services.directory.domain.network_columns import in_words
from shared.formula_cells import inert

Record = dict[str, Any]
"""One structure by column names, in their order; coordinates and counts are numbers, everything else is text."""

Columns = Sequence[NationalField]
_WRITTEN_FREELY = {Kind.TEXT, Kind.LIST, Kind.EMAILS, Kind.URL, Kind.URLS}
"""Kinds whose cells may begin with anything; the others are checked and hold no formula."""


def record_of(row: Mapping[str, Any], columns: Columns = COLUMNS) -> Record:
    return {column.name: _cell(in_words(column, row[column.attribute])) for column in columns}


def _cell(value: Any) -> str | float:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return SEPARATOR.join(value)
    return value.isoformat() if isinstance(value, date) else value


def filled(record: Record) -> Record:
    """Without the empty cells: what JSON files say."""
    return {name: value for name, value in record.items() if value != ""}


def write_csv(records: Iterable[Record], columns: Columns = COLUMNS) -> bytes:
    """UTF-8, comma, every column. A cell that a spreadsheet would compute is written as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(_safe(record, columns) for record in records)
    return text.getvalue().encode()


def _safe(record: Record, columns: Columns) -> Iterator[str | float]:
    for column in columns:
        value = record[column.name]
        # the apostrophe counts in the schema's length: the rare full text that needs one loses its last character
        yield inert(value)[: column.max_length] if _is_free(column) and isinstance(value, str) else value


def _is_free(column: NationalField) -> bool:
    return column.kind in _WRITTEN_FREELY


def write_json(records: Iterable[Record]) -> bytes:
    return json.dumps([filled(record) for record in records], ensure_ascii=False, indent=1).encode()


def write_geojson(records: Iterable[Record]) -> bytes:
    """A FeatureCollection (RFC 7946): longitude first, WGS84; a place that is not located has no geometry (§ 3.2)."""
    features = [
        {"type": "Feature", "id": record["id"], "geometry": _point(record), "properties": _properties(record)}
        for record in records
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _point(record: Record) -> Record | None:
    if record["latitude"] == "" or record["longitude"] == "":
        return None
    # 6 decimals are 10 centimetres: more is noise (§ 11.2)
    return {"type": "Point", "coordinates": [round(record["longitude"], 6), round(record["latitude"], 6)]}


def _properties(record: Record) -> Record:
    return {name: value for name, value in filled(record).items() if name not in ("latitude", "longitude")}


def file_name(day: date, slug: str, department: str, ending: str) -> str:
    """``YYYY-MM-DD_producer_lieux-de-mediation-numerique_territory.csv``, as the schema's README asks."""
    return f"{day.isoformat()}_{slug}_lieux-de-mediation-numerique_{department}.{ending}"
