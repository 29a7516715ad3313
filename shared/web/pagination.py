"""Pages of a list by cursor: as fast on the thousandth page as on the first, and stable while rows are added.

A cursor is the position of a row and a direction: rows after it, or rows before it.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Select, literal, tuple_

from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with

PAGE = 50
BACK = "<"
"""First value of a cursor that asks for what comes before it."""


@dataclass(frozen=True)
class Page:
    """``next`` and ``previous``: cursors, None at the ends."""

    items: Sequence[Any]
    next: str | None
    previous: str | None = None
    count: int | None = None

    @property
    def next_href(self) -> str | None:
        return self._href(self.next) if self.next else None

    @property
    def previous_href(self) -> str | None:
        return self._href(self.previous) if self.previous else None

    @staticmethod
    def _href(cursor: str) -> str:
        return here_with({**request.args.to_dict(flat=False), "cursor": cursor})


def paginate(
    uow: UnitOfWork,
    query: Select[Any],
    *keys: Any,
    cursor: str | None = None,
    limit: int = PAGE,
    descending: bool = False,
    count: int | None = None,
) -> Page:
    """``keys``: columns or expressions, never null, that order the list totally (the last one is usually ``id``).

    The query selects one model. An unreadable cursor is the first page: a link never breaks.
    """
    position, back = _read(cursor, keys)
    rows, more = _rows(uow, query, keys, position, limit=limit, falling=descending != back)
    if back and not more and len(rows) < limit:  # rows were removed: what comes before is less than a page
        position, back = None, False
        rows, more = _rows(uow, query, keys, None, limit=limit, falling=descending)
    rows = rows[::-1] if back else rows
    has_next, has_previous = (True, more) if back else (more, position is not None)
    return Page(
        items=[row[0] for row in rows],
        next=_write(list(rows[-1][1:])) if rows and has_next else None,
        previous=_write([BACK, *rows[0][1:]]) if rows and has_previous else None,
        count=count,
    )


def _rows(
    uow: UnitOfWork, query: Select[Any], keys: Sequence[Any], position: list[Any] | None, *, limit: int, falling: bool
) -> tuple[list[Any], bool]:
    """``(row, *keys)`` at most ``limit`` times, nearest to the position first, and whether there are more."""
    if position is not None:
        left, right = tuple_(*keys), tuple_(*position)
        query = query.where(left < right if falling else left > right)
    order = [key.desc() if falling else key for key in keys]
    values = [key.label(f"key_{number}") for number, key in enumerate(keys)]
    found = uow.session.execute(query.add_columns(*values).order_by(*order).limit(limit + 1)).unique().all()
    return list(found[:limit]), len(found) > limit


def _write(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def _read(cursor: str | None, keys: Sequence[Any]) -> tuple[list[Any] | None, bool]:
    """Position and whether the rows before it are asked for."""
    if not cursor:
        return None, False
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        back = values[:1] == [BACK]
        pairs = zip(values[back:], keys, strict=True)
        return [literal(_typed(value, key), key.type) for value, key in pairs], back
    except (ValueError, TypeError):
        return None, False


def _typed(value: Any, key: Any) -> Any:
    python_type = key.type.python_type
    if isinstance(value, python_type) or value is None:
        return value
    return python_type.fromisoformat(value) if hasattr(python_type, "fromisoformat") else python_type(value)
