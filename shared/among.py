"""Asking for many rows by their values, in one parameter whatever their number."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, any_, literal

from shared.text_array import TextArray


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Like ``column.in_(values)``, whose statement would be another one for each number of values."""
    kind = TextArray() if isinstance(column.type, Text) else ARRAY(column.type)
    return column == any_(literal(list(values), kind))
