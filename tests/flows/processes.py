"""Real processes of the product, as an installation would run them."""

import os
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from shared.settings import PREFIX, Settings
from tests.servers.common import PATIENCE, Process, wait_until

ROOT = Path(__file__).parents[2]


def environment_of(settings: Settings) -> dict[str, str]:
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    variables = {PREFIX + name.upper(): str(int(v) if isinstance(v, bool) else v) for name, v in values.items()}
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8", **variables}


class WorkerProcess:
    """``command``: of Python, such as ``-m services.sessions worker``."""

    def __init__(self, name: str, *command: str, settings: Settings, log: Path) -> None:
        self.name, self.log = name, log
        self._command = [sys.executable, *command]
        self._environment = environment_of(settings) | {"PYTHONPATH": str(ROOT)}
        self._process: Process | None = None

    def start(self) -> None:
        self._process = Process(self._command, log=self.log, environment=self._environment)

    def is_running(self) -> bool:
        return self._process is not None and self._process.is_running

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def stop(self) -> int:
        """SIGTERM. Returns the exit code."""
        if self._process is None:
            return 0
        self._process.end(seconds=PATIENCE)
        return self._process.exit_code

    def wait_until_reading(self) -> None:
        """Its queue is then bound: an event published before that would not reach it."""
        self.wait_until(lambda: '"reading"' in self.log.read_text(), what="reads its queue")

    def wait_until(self, is_true: Callable[[], bool], *, what: str) -> None:
        """Raises RuntimeError when the process has ended meanwhile, TimeoutError after PATIENCE; with its log."""

        def is_true_of_the_living() -> bool:
            if not self.is_running():
                raise RuntimeError(f"{self.name} has ended:\n{self._last_words()}")
            return is_true()

        try:
            wait_until(is_true_of_the_living, what=f"{self.name} {what}")
        except TimeoutError as error:
            error.add_note(self._last_words())
            raise

    def _last_words(self) -> str:
        return self._process.last_words() if self._process is not None else "(not started)"
