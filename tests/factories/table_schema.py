"""The national schema as a Table Schema (Frictionless), written from our own table of columns."""

import re
from typing import Any

import frictionless

from services.directory.domain.national_columns import COLUMNS, Kind, NationalField

TYPES = {Kind.NUMBER: "number", Kind.DATE: "date"}


def table_schema() -> frictionless.Schema:
    fields = [{"name": c.name, "type": TYPES.get(c.kind, "string"), "constraints": _constraints(c)} for c in COLUMNS]
    return frictionless.Schema.from_descriptor({"fields": fields, "primaryKey": "id"})


def _constraints(column: NationalField) -> dict[str, Any]:
    """``services`` may be empty for the schema; an identifier stands once."""
    found: dict[str, Any] = {"required": column.required}
    if column.name == "id":
        found["unique"] = True
    if column.pattern:
        found["pattern"] = column.pattern
    if column.choices:
        words = "|".join(map(re.escape, column.choices))
        found["pattern"] = rf"(?:(?:^|\|)({words}))+"
    if column.max_length:
        found["maxLength"] = column.max_length
    return found
