"""A real OpenID Connect provider (npm ``oidc-provider``), set up the way ProConnect is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.servers.common import PATIENCE, Process, accepts_connections, free_port, wait_until
from tests.servers.node import NODE, PROGRAM, install


class OpenIdProvider:
    client_id = "maillage"
    client_secret = "a-secret-of-the-tests"

    def __init__(self, folder: Path, *, redirect_uri: str, after_logout: str) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._command = [str(NODE / "provider.mjs"), str(self.port), redirect_uri, after_logout]
        self._log = folder / "openid.log"

    def start(self) -> None:
        install()
        self._process = Process([PROGRAM, *self._command], log=self._log, folder=NODE)
        wait_until(lambda: accepts_connections(self.port), what="the OpenID provider answers")

    def stop(self) -> None:
        self._process.end()

    def sit_down(self, **claims: Any) -> None:
        """The person at the keyboard, from now on."""
        requests.put(f"{self.issuer}/person", json=claims, timeout=PATIENCE).raise_for_status()

    @contextmanager
    def forging(self, **claims: Any) -> Iterator[None]:
        """Meanwhile the user information says ``claims``, under the signature of what it should have said."""
        requests.put(f"{self.issuer}/forged", json=claims, timeout=PATIENCE).raise_for_status()
        try:
            yield
        finally:
            requests.put(f"{self.issuer}/forged", data="null", timeout=PATIENCE).raise_for_status()
