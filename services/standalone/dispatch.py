"""The gateway's work inside one process: which service answers an address."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.service import Service

FRONT = "directory"
"""Answers what no prefix claims: the home page, style sheets, health."""


class Dispatcher:
    """A WSGI application over the four."""

    def __init__(self, services: Iterable[Service], applications: Mapping[str, Any]) -> None:
        self._applications = applications
        self._by_segment = {prefix: service.name for service in services for prefix in service.prefixes}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self._applications[self.service_for(environ["PATH_INFO"])](environ, start_response)

    def service_for(self, path: str) -> str:
        segments = [*path.split("/")[1:], "", "", ""]
        if segments[:2] == ["api", "v1"] and segments[2] in self._applications:
            return segments[2]
        if segments[:2] == ["_demo", "courriels"]:
            return "notifications"
        return self._by_segment.get(segments[0], FRONT)
