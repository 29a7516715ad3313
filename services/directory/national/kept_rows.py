"""The rows of a long file as its preview read them, kept until they are applied: reading is the half of an import.

JSON: ``[FORMAT, [[attribute…]…], [[line, kind, [value…], contact]…]]``, where ``kind`` says which of the lists of
attributes the values follow. Rows of one file differ in few attributes: names are written once, not 20,000 times.
Remarks are not kept: the preview has told them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import orjson

from services.directory.domain.import_plan import Row
from services.directory.domain.national_columns import Kind
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE

FORMAT = 1
"""Raised whenever what a row says changes: rows kept by an older version are read from their file again."""
_PLURAL = frozenset(name for name, column in EVERY_BY_ATTRIBUTE.items() if column.is_plural)
_DATES = frozenset(name for name, column in EVERY_BY_ATTRIBUTE.items() if column.kind is Kind.DATE)


def dump_rows(rows: Iterable[Row]) -> bytes:
    kinds: dict[tuple[str, ...], int] = {}
    lines = [
        (row.line, kinds.setdefault(tuple(row.values), len(kinds)), tuple(row.values.values()), row.contact)
        for row in rows
    ]
    return orjson.dumps((FORMAT, tuple(kinds), lines))


def load_rows(data: bytes) -> list[Row] | None:
    """None for what another version has kept."""
    version, kinds, lines = orjson.loads(data)
    if version != FORMAT:
        return None
    told = [(names, _places(names, _PLURAL), _places(names, _DATES)) for names in kinds]
    return [_row(line, told[kind], values, contact) for line, kind, values, contact in lines]


def _row(line: int, told: tuple[Sequence[str], Sequence[int], Sequence[int]], values: list[Any], contact: Any) -> Row:
    names, plural, dates = told
    for place in plural:
        values[place] = tuple(values[place]) if values[place] else ()
    for place in dates:
        if values[place] is not None:
            values[place] = date.fromisoformat(values[place])
    known = dict(zip(names, values, strict=True))
    return Row(line, known["external_id"], known, contact=contact)


def _places(names: Sequence[str], among: frozenset[str]) -> list[int]:
    return [place for place, name in enumerate(names) if name in among]
