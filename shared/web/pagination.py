"""Pages of a list by cursor: as fast on the thousandth page as on the first, and stable while rows are added."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy import Select, literal, tuple_

from shared.unit_of_work import UnitOfWork

PAGE = 50


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
        return self._href("") if request.args.get("cursor") else None

    @staticmethod
    def _href(cursor: str) -> str:
        arguments: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
        arguments.pop("cursor", None)
        if cursor:
            arguments["cursor"] = cursor
        return url_for(request.endpoint or "", **arguments)


def paginate(
    uow: UnitOfWork,
    query: Select[Any],
    *keys: Any,
    cursor: str | None = None,
    limit: int = PAGE,
    descending: bool = False,
    count: int | None = None,
) -> Page:
    """``keys``: mapped columns of the selected model that order it totally (the last one is usually ``id``).

    An unreadable cursor is the first page: a link never breaks.
    """
    order = [key.desc() if descending else key for key in keys]
    after = _read(cursor, keys)
    if after is not None:
        left, right = tuple_(*keys), tuple_(*after)
        query = query.where(left < right if descending else left > right)
    rows = list(uow.session.execute(query.order_by(*order).limit(limit + 1)).unique().scalars())
    last = _write([getattr(rows[limit - 1], key.key) for key in keys]) if len(rows) > limit else None
    return Page(items=rows[:limit], next=last, count=count)


def _write(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def _read(cursor: str | None, keys: Sequence[Any]) -> list[Any] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [literal(_typed(value, key), key.type) for value, key in zip(values, keys, strict=True)]
    except (ValueError, TypeError):
        return None


def _typed(value: Any, key: Any) -> Any:
    python_type = key.type.python_type
    if isinstance(value, python_type) or value is None:
        return value
    return python_type.fromisoformat(value) if hasattr(python_type, "fromisoformat") else python_type(value)
