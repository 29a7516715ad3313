"""Addresses of the present list with another filter."""

from typing import Any

from flask import request

from shared.web import addresses


def here_with(**changes: Any) -> str:
    """The present address with these arguments changed (None: removed), from its first page."""
    arguments: dict[str, Any] = {**request.args.to_dict(), "cursor": None, **changes}
    return addresses.here_with({name: value for name, value in arguments.items() if value not in (None, "")})


def chips(labels: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """The filters in force, each with the address of the list without it.

    ``labels``: argument → value → French label. What is unknown filters nothing, and is not shown.
    """
    chosen = ((name, known.get(request.args.get(name, ""))) for name, known in labels.items())
    return [{"label": label, "remove_href": here_with(**{name: None})} for name, label in chosen if label]
