"""What a newcomer gets: a copy of the repository, an empty home, and the demonstration that its command makes."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from services.standalone.demo import load
from services.standalone.demo.http import Program
from services.standalone.demo.mailbox import Mailbox
from shared.clock import MovableClock
from shared.database.embedded import EmbeddedPostgres
from tests.servers.common import Process, free_port, wait_until

ROOT = Path(__file__).parents[1]
PATIENCE = 600
"""Seconds to install from the lock and to load a whole quarter, on a slow machine."""
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "var", ".env", "__pycache__", ".*_cache", ".hypothesis", "node_modules"
)
KEPT_VARIABLES = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "no_proxy", "NO_PROXY")
"""How this machine reaches the package index is not the repository's business."""


class Newcomer:
    """The repository's files and nothing else; ``make`` answers as it does to who has just cloned it."""

    def __init__(self, folder: Path) -> None:
        self.copy, self._home = folder / "maillage", folder / "home"
        shutil.copytree(ROOT, self.copy, ignore=NOT_COPIED)
        self._home.mkdir()

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT_VARIABLES)}
        return {"PATH": os.environ["PATH"], "HOME": str(self._home), "LANG": "C.UTF-8", **kept}

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", *arguments]
        return subprocess.run(
            command, cwd=self.copy, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )


class Demonstration:
    """The standalone installation that ``make demo ONCE=1`` left, served: its second start."""

    def __init__(self, newcomer: Newcomer) -> None:
        self.folder = newcomer.copy / "var" / "demo"
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.clock = MovableClock(self.folder / "clock")
        self.mailbox = Mailbox(self.folder / "mailbox")
        self.log = newcomer.copy / "demo.log"
        command = [".venv/bin/python", "-m", "services", "demo", "--port", str(self.port)]
        environment = {**newcomer.environment, "MAILLAGE_SENDER_DOMAINS": "marne.example"}
        self._process = Process(command, log=self.log, environment=environment, folder=newcomer.copy)
        wait_until(self._welcomes, what="the demonstration's welcome")

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
        self._process.end(seconds=PATIENCE)


@pytest.fixture(scope="session")
def newcomer(new_folder: Callable[[str], Path]) -> Newcomer:
    return Newcomer(new_folder("newcomer"))


@pytest.fixture(scope="session")
def summary(newcomer: Newcomer) -> dict[str, Any]:
    """What ``make demo ONCE=1`` prints in a clean copy with an empty home."""
    done = newcomer.make("demo", "ONCE=1")
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def demonstration(newcomer: Newcomer, summary: dict[str, Any]) -> Iterator[Demonstration]:
    running = Demonstration(newcomer)
    yield running
    running.stop()
