"""What each cell of a national file may say.

Source: LaMednum/standard-mediation-num, ``schema.json`` 1.0.2. A cell is refused exactly when the schema refuses it;
what the schema lets through but would harm us (an address that is none, coordinates of another system) is left out
and said, see :mod:`services.directory.national.remarks`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import isfinite

from services.directory.domain.national_columns import Kind, NationalField
from services.directory.domain.yes_no import read_yes_no

SEPARATOR = "|"
"""Between the values of one cell, since version 1 of the schema."""

_VALUES = frozenset({Kind.NUMBER, Kind.DATE, Kind.COUNT, Kind.YES_NO})
"""Kinds whose empty cell is no text."""
MOST = 5000
"""Computers, or seats: as the form has it."""

Value = str | float | date | tuple[str, ...] | None


@dataclass(frozen=True)
class Cell:
    """What a cell says: a value, or the faults for which it is refused, each a sentence without its line number."""

    value: Value = None
    faults: Sequence[str] = field(default=())


def read_cell(column: NationalField, text: str) -> Cell:
    """Checks one trimmed cell against its column.

    Source of the rule: the column's ``constraints`` in the schema.
    """
    if not text:
        return _blank(column)
    if column.is_plural:
        return _read_plural(column, text)
    if column.max_length is not None and len(text) > column.max_length:
        return Cell(None, [_too_long(column, text)])
    return _SINGLE.get(column.kind, _read_text)(column, text)


def _read_text(_column: NationalField, text: str) -> Cell:
    return Cell(text)


def _read_code(column: NationalField, text: str) -> Cell:
    if re.fullmatch(column.pattern, text, re.ASCII):
        return Cell(text)
    return Cell(None, [f"{_named(column, text)} {column.fault}. {_mend(column)}"])


def _read_number(column: NationalField, text: str) -> Cell:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if isfinite(number):
        return Cell(number)
    return Cell(None, [f"{_named(column, text)} n’est pas un nombre. {_mend(column)}"])


def _read_date(column: NationalField, text: str) -> Cell:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return Cell(date.fromisoformat(text))
    except ValueError:
        pass
    return Cell(None, [f"{_named(column, text)} n’est pas une date. {_mend(column)}"])


def _read_yes_no(column: NationalField, text: str) -> Cell:
    said = read_yes_no(text)
    if said is not None:
        return Cell(said)
    return Cell(None, [f"{_named(column, text)} ne dit ni oui ni non. Écrivez oui ou non, ou laissez la case vide."])


def _read_count(column: NationalField, text: str) -> Cell:
    """None for zero: nothing is counted."""
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) and int(text) <= MOST:
        return Cell(int(text) or None)
    return Cell(None, [f"{_named(column, text)} n’est pas un nombre entre 1 et 5 000. {_mend(column)}"])


_SINGLE = {
    Kind.CODE: _read_code,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.YES_NO: _read_yes_no,
    Kind.COUNT: _read_count,
}


def _read_plural(column: NationalField, text: str) -> Cell:
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(SEPARATOR) if part.strip()))
    if column.kind is not Kind.CHOICES:
        return Cell(parts)
    strangers = [part for part in parts if part not in column.choices]
    return Cell(tuple(column.codes.get(part, part) for part in parts), [_stranger(column, part) for part in strangers])


@cache
def _blank(column: NationalField) -> Cell:
    return Cell(empty_value(column), [_missing(column)] if column.required else ())


def empty_value(column: NationalField) -> Value:
    if column.is_plural:
        return ()
    return None if column.kind in _VALUES else ""


def _missing(column: NationalField) -> str:
    return f"{column.name} : la case est vide. Remplissez-la, par exemple {column.example}."


def _too_long(column: NationalField, text: str) -> str:
    return (
        f"{column.name} : le texte fait {len(text)} caractères, {column.max_length} au plus. "
        f"Raccourcissez-le{_REST.get(column.name, '')}."
    )


_REST = {"presentation_resume": " ; la suite peut aller dans presentation_detail"}


def _stranger(column: NationalField, part: str) -> str:
    return f"{_named(column, part)} n’est pas une valeur prévue. Choisissez parmi : {', '.join(column.choices)}."


def _named(column: NationalField, text: str) -> str:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return f"{column.name} : « {shown} »"


def _mend(column: NationalField) -> str:
    example = _TYPED.get(column.name, column.example)
    if column.required:
        return f"Corrigez-le, par exemple {example}."
    return f"Corrigez-le, par exemple {example}, ou laissez la case vide."


_TYPED = {"telephone": "05 59 00 00 00", "date_maj": "31/03/2026"}
"""As people write what is repaired."""
