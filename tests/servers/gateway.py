"""Caddy from its wheel, set up by ``deploy/Caddyfile``, in front of the web processes of the tests."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.servers.common import Process, accepts_connections, free_port, program, wait_until

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
IN_THE_CONTAINER = 8000
"""Where each web process listens, says the Caddyfile."""


class Gateway:
    """``ports``: service → port of its web process. ``log``: what Caddy writes, a line of JSON for each request."""

    def __init__(self, folder: Path, ports: Mapping[str, int]) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._folder, self._ports = folder, ports
        self._process: Process | None = None

    @property
    def log(self) -> Path:
        return self._folder / "gateway.log"

    def start(self) -> None:
        """Raises TimeoutError, with what Caddy said in the log."""
        self._folder.mkdir(parents=True, exist_ok=True)
        rules = CADDYFILE.read_text()
        for service, port in self._ports.items():
            rules = rules.replace(f"{service}-web:{IN_THE_CONTAINER}", f"127.0.0.1:{port}")
        config = self._folder / "Caddyfile"
        config.write_text(rules)
        own = {"SITE_ADDRESS": self.url, "XDG_DATA_HOME": str(self._folder), "XDG_CONFIG_HOME": str(self._folder)}
        command = [program("caddy", str(Path(sys.executable).parent)), "run", "--adapter=caddyfile"]
        self._process = Process([*command, f"--config={config}"], log=self.log, environment={**os.environ, **own})
        wait_until(lambda: accepts_connections(self.port), what=f"Caddy answers (its words: {self.log})")

    def stop(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None
