"""A real OpenID Connect provider (npm ``oidc-provider``), set up the way ProConnect is."""

import subprocess
from pathlib import Path
from typing import Any

import requests

from tests.servers.common import Process, ServerMissing, accepts_connections, free_port, program, wait_until

NODE = Path(__file__).parent.parent / "node"


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
        self._process = Process([program("node"), *self._command], log=self._log, folder=NODE)
        wait_until(lambda: accepts_connections(self.port), seconds=30, what="the OpenID provider answers")

    def stop(self) -> None:
        self._process.end()

    def sit_down(self, **claims: Any) -> None:
        """The person at the keyboard, from now on."""
        requests.put(f"{self.issuer}/person", json=claims, timeout=5).raise_for_status()


def install() -> None:
    """What ``make test`` has installed is left as it is. Raises ServerMissing."""
    if not (NODE / "node_modules" / "oidc-provider").exists():
        command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        if subprocess.run(command, cwd=NODE, check=False).returncode:
            raise ServerMissing("npm could not install tests/node")
