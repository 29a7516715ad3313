"""The national schema as a Table Schema (Frictionless), written from our own table of columns."""

import hashlib
import json
from typing import Any

import frictionless

from services.directory.domain.national_columns import COLUMNS, Kind, NationalField

TYPES = {Kind.NUMBER: "number", Kind.DATE: "date"}
UNSAID = "services"
"""The only column of which the schema does not say whether it is required."""
OFFICIAL = "911dd14114ab503391014d258d5b4c2b6e5f272e192384ea3bd3297d9d770f1c"
"""Of the fields of LaMednum/standard-mediation-num, ``schema.json`` 1.0.2: see :func:`fingerprint`."""


def fields() -> list[dict[str, Any]]:
    return [{"name": c.name, "type": TYPES.get(c.kind, "string"), "constraints": _constraints(c)} for c in COLUMNS]


def table_schema() -> frictionless.Schema:
    return frictionless.Schema.from_descriptor({"fields": fields(), "primaryKey": "id"})


def fingerprint(described: list[dict[str, Any]]) -> str:
    """SHA-256 of what a Table Schema checks: each field's name, type and constraints, in order, whatever its prose."""
    checked = [[field["name"], field["type"], field.get("constraints", {})] for field in described]
    return hashlib.sha256(json.dumps(checked, sort_keys=True).encode()).hexdigest()


def _constraints(column: NationalField) -> dict[str, Any]:
    found: dict[str, Any] = {} if column.name == UNSAID else {"required": column.required}
    if column.name == "id":
        found["unique"] = True
    if column.pattern:
        found["pattern"] = f"^{column.pattern}$"
    if column.choices:
        words = "|".join(word.replace("(", r"\(").replace(")", r"\)") for word in column.choices)
        found["pattern"] = rf"(?:(?:^|\|)({words}))+$"
    if column.max_length:
        found["maxLength"] = column.max_length
    return found
