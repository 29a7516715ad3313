"""The rows of a long file as its preview read them, kept until they are applied: reading is the half of an import.

JSON, by columns: what many lines share is written once, and made once when it is read again. Rows whose lines fill the
same attributes stand together. Remarks are not kept: the preview has told them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from services.directory.domain.import_plan import Row
from services.directory.domain.national_columns import Kind
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE

FORMAT = 2
"""Raised whenever what a row says changes: rows kept by an older version are read from their file again."""
_PLURAL = frozenset(name for name, column in EVERY_BY_ATTRIBUTE.items() if column.is_plural)
_DATES = frozenset(name for name, column in EVERY_BY_ATTRIBUTE.items() if column.kind is Kind.DATE)


def dump_rows(rows: Iterable[Row]) -> bytes:
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[tuple(row.values)].append(row)
    return orjson.dumps((FORMAT, [_dumped(names, group) for names, group in alike.items()]))


def load_rows(data: bytes) -> list[Row] | None:
    """In the order of the file; None for what another version has kept."""
    version, *kept = orjson.loads(data)
    if version != FORMAT:
        return None
    return sorted((row for group in kept[0] for row in _loaded(group)), key=lambda row: row.line)


def _dumped(names: Sequence[str], rows: Sequence[Row]) -> Mapping[str, Any]:
    """``same``: attribute → the value of all; ``columns``: attribute, its values, the number of each row's.

    Without numbers the values are those of the rows, one by one.
    """
    same, columns = {}, []
    for name, column in zip(names, zip(*(row.values.values() for row in rows), strict=True), strict=True):
        numbers = {value: number for number, value in enumerate(dict.fromkeys(column))}
        if len(numbers) == 1:
            same[name] = column[0]
        elif len(numbers) > len(column) // 2:
            columns.append((name, column, None))
        else:
            columns.append((name, tuple(numbers), [numbers[value] for value in column]))
    lines, contacts = [row.line for row in rows], [row.contacts for row in rows]
    return {"same": same, "columns": columns, "lines": lines, "contacts": contacts}


def _loaded(group: Mapping[str, Any]) -> Iterable[Row]:
    same = {name: _values(name, [value])[0] for name, value in group["same"].items()}
    names, columns = [], []
    for name, plain, numbers in group["columns"]:
        values = _values(name, plain)
        names.append(name)
        columns.append(values if numbers is None else [values[number] for number in numbers])
    of_rows = zip(*columns, strict=True) if columns else ((),) * len(group["lines"])
    for line, people, values in zip(group["lines"], group["contacts"], of_rows, strict=True):
        known = {**same, **dict(zip(names, values, strict=True))}
        yield Row(line, known["external_id"], known, contacts=people)


def _values(name: str, plain: list[Any]) -> list[Any]:
    if name in _PLURAL:
        return [tuple(value) for value in plain]
    if name in _DATES:
        return [value and date.fromisoformat(value) for value in plain]
    return plain
