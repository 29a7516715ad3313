"""The demonstration as its command makes it, in a process of its own: one for the whole run."""

import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from services.standalone.demo import load
from services.standalone.demo.http import Program
from services.standalone.demo.mailbox import Mailbox
from shared.clock import MovableClock
from shared.database.embedded import EmbeddedPostgres
from tests.servers.common import Process, free_port, wait_until

ROOT = Path(__file__).parents[1]
PATIENCE = 240
"""Seconds to load a whole quarter on a slow machine."""


class Demonstration:
    """A standalone installation with the network of the demonstration, served."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "demo"
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.clock = MovableClock(self.folder / "clock")
        self.mailbox = Mailbox(self.folder / "mailbox")
        self.log = home / "demo.log"
        command = [sys.executable, "-m", "services", "demo", "--folder", str(home), "--port", str(self.port)]
        self._process = Process(command, log=self.log)
        wait_until(self._welcomes, seconds=PATIENCE, what="the demonstration's welcome")

    def _welcomes(self) -> bool:
        if not self._process.is_running:
            raise RuntimeError(self._process.last_words())
        return "Ctrl-C" in self.log.read_text()

    @cached_property
    def loaded(self) -> load.Loaded:
        return load.read(self)

    @property
    def program(self) -> Program:
        return load.program_of(self, self.loaded)

    @cached_property
    def postgres(self) -> EmbeddedPostgres:
        """The running server of the installation."""
        return EmbeddedPostgres(self.folder / "postgres")

    def stop(self) -> None:
        self._process.end(seconds=30)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    running = Demonstration(tmp_path_factory.mktemp("demonstration"))
    yield running
    running.stop()
