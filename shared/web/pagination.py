"""Pages of a list by cursor: as fast on the thousandth page as on the first, and stable while rows are added.

A cursor is the position of a row and a direction: rows after it, or rows before it.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Select, and_, func, inspect, literal, select, tuple_

from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with

PAGE = 50
BACK = "<"
"""First value of a cursor that asks for what comes before it."""


@dataclass(frozen=True)
class Page:
    """``next`` and ``previous``: cursors, None at the ends. ``count``: of the whole list; None when it is not known."""

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
    counted: bool = False,
) -> Page:
    """``keys``: columns or expressions, never null, that order the list totally (the last one is usually ``id``).

    The query selects one model. An unreadable cursor is the first page: a link never breaks. ``counted``: the page
    also tells the ``count``, from the same reading; for a query that reads the whole list anyway to find its rows.
    """
    position, back = _read(cursor, keys)
    look = _rows_and_count if counted else _rows
    found, count_found = look(uow, query, keys, position, limit=limit, falling=descending != back)
    if back and len(found) < limit:  # rows were removed: what comes before is less than a page
        position, back = None, False
        found, count_found = look(uow, query, keys, None, limit=limit, falling=descending)
    rows, more = found[:limit], len(found) > limit
    rows = rows[::-1] if back else rows
    has_next, has_previous = (True, more) if back else (more, position is not None)
    return Page(
        items=[row[0] for row in rows],
        next=_write(list(rows[-1][1:])) if rows and has_next else None,
        previous=_write([BACK, *rows[0][1:]]) if rows and has_previous else None,
        count=count if count_found is None else count_found,
    )


def _rows(
    uow: UnitOfWork, query: Select[Any], keys: Sequence[Any], position: list[Any] | None, *, limit: int, falling: bool
) -> tuple[list[Any], int | None]:
    """``(row, *keys)``, one more than ``limit`` when there are more, nearest to the position first; no count."""
    if position is not None:
        query = query.where(_beyond(keys, position, falling=falling))
    values = [key.label(f"key_{number}") for number, key in enumerate(keys)]
    ordered = query.add_columns(*values).order_by(*_ordered(keys, falling=falling))
    return list(uow.session.execute(ordered.limit(limit + 1)).unique().all()), None


def _rows_and_count(
    uow: UnitOfWork, query: Select[Any], keys: Sequence[Any], position: list[Any] | None, *, limit: int, falling: bool
) -> tuple[list[Any], int | None]:
    """Like :func:`_rows`: the conditions are tried and the keys computed once, for the page and for the count.

    The count is not known beyond the end of the list.
    """
    model = query.column_descriptions[0]["entity"]
    identity = [column.label(f"id_{number}") for number, column in enumerate(inspect(model).primary_key)]
    values = [key.label(f"key_{number}") for number, key in enumerate(keys)]
    found = query.with_only_columns(*identity, *values).cte("found")
    key_columns = [found.c[value.name] for value in values]
    page = select(found).order_by(*_ordered(key_columns, falling=falling)).limit(limit + 1)
    if position is not None:
        page = page.where(_beyond(key_columns, position, falling=falling))
    page = page.subquery("page")
    same = [mine == page.c[named.name] for mine, named in zip(inspect(model).primary_key, identity, strict=True)]
    shown = [page.c[value.name] for value in values]
    count = select(func.count()).select_from(found).scalar_subquery()
    whole = select(model, *shown, count).join(page, and_(*same)).order_by(*_ordered(shown, falling=falling))
    rows = uow.session.execute(whole).all()
    if rows:
        return [row[:-1] for row in rows], rows[0][-1]
    return [], 0 if position is None else None


def _beyond(keys: Sequence[Any], position: list[Any], *, falling: bool) -> Any:
    left, right = tuple_(*keys), tuple_(*position)
    return left < right if falling else left > right


def _ordered(keys: Sequence[Any], *, falling: bool) -> list[Any]:
    return [key.desc() if falling else key for key in keys]


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
