"""Addresses with what a visitor asked for, which never goes through ``url_for``: to it some names (``_scheme``,
``endpoint``, the parts of the path) are no arguments of a query but decide where the address leads."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request


def with_query(address: str, chosen: Mapping[str, Any]) -> str:
    """``address``: one that :func:`flask.url_for` made, without a query. A list is an argument several times."""
    return f"{address}?{urlencode(chosen, doseq=True)}" if chosen else address


def here_with(chosen: Mapping[str, Any]) -> str:
    """The present page, asked for in this way."""
    return with_query(f"{request.script_root}{request.path}", chosen)
