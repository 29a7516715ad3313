"""Pages of a list by cursor: as fast on the thousandth page as on the first, and stable while rows are added.

A cursor is the position of a row and a direction: rows after it, or rows before it.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import Select, and_, func, inspect, literal, select, tuple_

from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with

PAGE = 50
MOST = 2**31 - 1
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
    columns: Sequence[Any] = (),
) -> Page:
    """``keys``: columns or expressions, never null, that order the list totally (the last one is usually ``id``).

    The query selects one model. An unreadable cursor is the first page: a link never breaks. ``counted``: the page
    also tells the ``count``, from the same reading; for a query that reads the whole list anyway to find its rows.
    ``columns``: of the model; the items are then mappings, which takes half the time of objects.
    """
    position, back = _read(cursor, keys)
    source = _Source(uow, query, keys, columns, limit + 1)
    look = source.rows_and_count if counted else source.rows
    found, count_found = look(position, falling=descending != back)
    if back and len(found) < limit:  # rows were removed: what comes before is less than a page
        position, back = None, False
        found, count_found = look(None, falling=descending)
    rows, more = found[:limit], len(found) > limit
    rows = rows[::-1] if back else rows
    has_next, has_previous = (True, more) if back else (more, position is not None)
    return Page(
        items=_items(rows, columns),
        next=_write(list(rows[-1][-len(keys) :])) if rows and has_next else None,
        previous=_write([BACK, *rows[0][-len(keys) :]]) if rows and has_previous else None,
        count=count if count_found is None else count_found,
    )


def _items(rows: Sequence[Any], columns: Sequence[Any]) -> list[Any]:
    if not columns:
        return [row[0] for row in rows]
    names = [column.key for column in columns]
    return [dict(zip(names, row, strict=False)) for row in rows]


@dataclass(frozen=True)
class _Source:
    """What pages are taken from, ``most`` rows at a time, those nearest to the position first.

    A row is the model (or the ``columns``), then the ``keys``.
    """

    uow: UnitOfWork
    query: Select[Any]
    keys: Sequence[Any]
    columns: Sequence[Any]
    most: int

    def rows(self, position: list[Any] | None, *, falling: bool) -> tuple[list[Any], None]:
        query = self.query
        if position is not None:
            query = query.where(_beyond(self.keys, position, falling=falling))
        keys = _labelled("key", self.keys)
        query = query.with_only_columns(*self.columns, *keys) if self.columns else query.add_columns(*keys)
        return self._read(query.order_by(*_ordered(self.keys, falling=falling)).limit(self.most)), None

    def rows_and_count(self, position: list[Any] | None, *, falling: bool) -> tuple[list[Any], int | None]:
        """The conditions are tried and the keys computed once, for the page and for the count.

        The count is not known beyond the end of the list.
        """
        model = self.query.column_descriptions[0]["entity"]
        primary = inspect(model).primary_key
        found = self.query.with_only_columns(*_labelled("id", primary), *_labelled("key", self.keys)).cte("found")
        ids, keys = list(found.c)[: len(primary)], list(found.c)[len(primary) :]
        page = select(found).order_by(*_ordered(keys, falling=falling)).limit(self.most)
        if position is not None:
            page = page.where(_beyond(keys, position, falling=falling))
        near = page.subquery("page")
        same = [mine == near.c[its.name] for mine, its in zip(primary, ids, strict=True)]
        shown = [near.c[key.name] for key in keys]
        count = select(func.count()).select_from(found).scalar_subquery()
        whole = select(*(self.columns or (model,)), count, *shown).join_from(model, near, and_(*same))
        whole = whole.options(*self.query._with_options)  # what the query brings along with its objects
        rows = self._read(whole.order_by(*_ordered(shown, falling=falling)))
        if rows:
            return rows, rows[0][-len(shown) - 1]
        return [], 0 if position is None else None

    def _read(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Objects that bring others along come once for each of those; columns come once."""
        found = self.uow.session.execute(statement)
        return list((found if self.columns else found.unique()).all())


def _labelled(word: str, columns: Iterable[Any]) -> list[Any]:
    return [column.label(f"{word}_{number}") for number, column in enumerate(columns)]


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
    """Raises ValueError or TypeError for what the column cannot hold."""
    python_type = key.type.python_type
    if isinstance(value, str):
        value.encode()  # half of a pair is no text
    if value is None or (isinstance(value, str) and "\0" in value) or (isinstance(value, int) and abs(value) > MOST):
        raise ValueError(value)
    if isinstance(value, python_type):
        return value
    return python_type.fromisoformat(value) if hasattr(python_type, "fromisoformat") else python_type(value)
