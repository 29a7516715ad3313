"""JSON in Flask, written by orjson: UUIDs, dates and times as RFC 3339 has them, keys in the order of the schemas."""

from decimal import Decimal
from typing import Any

import orjson
from flask import Response
from flask.json.provider import JSONProvider


class QuickJSON(JSONProvider):
    def dumps(self, obj: Any, **_: Any) -> str:
        return _written(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Raises ValueError."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        return Response(_written(self._prepare_response_obj(args, kwargs)), mimetype="application/json")


def _written(obj: Any) -> bytes:
    return orjson.dumps(obj, default=_other, option=orjson.OPT_NON_STR_KEYS)


def _other(value: Any) -> Any:
    """Raises TypeError; orjson then says which type it was."""
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    raise TypeError
