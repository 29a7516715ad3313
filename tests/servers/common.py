"""What every throw-away server needs: its program, a free port, a patient start, a sure end."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path


class ServerMissing(Exception):
    """A program that the tests need is not installed on this machine."""


def program(name: str, *folders: str) -> str:
    """Path of a program.

    Raises ServerMissing with the sentence that mends it: a test never skips in silence for want of a server.
    """
    path = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", ""), "/usr/sbin"]))
    if path is None:
        raise ServerMissing(
            f"« {name} » is not installed: run `make test`, or `deploy/install-system-packages.sh` as root, "
            "then try again"
        )
    return path


PATIENCE = 120.0
"""Seconds that a test waits for what comes at once on a quiet machine: a busy one is no fault."""
_NEVER_LENT = 10_240, 22_768
"""Companions, up to 10,000 above, stay below 32,768 too."""
_CHANCE = random.SystemRandom()
_TAKEN: list[socket.socket] = []


def free_port(*, companion: int = 0) -> int:
    """A port of the loopback that is this process's until it ends; so is the one ``companion`` above it, if asked.

    Between the choice and the server's start lie seconds in which the system could lend the port to a connection
    that goes out (so it lies below what Linux lends, ip(7)), and another test process could choose it too (so a
    socket of the abstract namespace, unix(7), says that it is taken, and goes with the process).
    """
    for _ in range(1000):
        port = _CHANCE.randrange(*_NEVER_LENT)
        if all(_take(number) for number in {port, port + companion}):
            return port
    raise ServerMissing(f"no free port in {_NEVER_LENT}: end what holds them, then try again")


def _take(port: int) -> bool:
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with socket.socket() as listener:
        try:
            mark.bind(f"\0maillage-test-port-{port}")
            listener.bind(("127.0.0.1", port))
        except OSError:
            mark.close()
            return False
    _TAKEN.append(mark)
    return True


def wait_until(is_true: Callable[[], bool], *, what: str, seconds: float = PATIENCE, every: float = 0.05) -> None:
    """Raises TimeoutError, naming ``what``, when the condition is not met in time."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(every)


def accepts_connections(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A program in a process group of its own, so that its children end with it."""

    def __init__(
        self,
        command: list[str],
        *,
        log: Path,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.log = log
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                env=environment,
                cwd=folder,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def is_running(self) -> bool:
        return self._popen.poll() is None

    @property
    def exit_code(self) -> int:
        """Of an ended process; negative when a signal ended it."""
        return self._popen.wait()

    def end(self, *, with_signal: int = signal.SIGTERM, seconds: float = 10) -> None:
        """Sends the signal to the whole group; kills it when it is still there after ``seconds``."""
        self._signal(with_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(seconds)
        self._signal(signal.SIGKILL)
        self._popen.wait()

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        self._popen.wait()

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._popen.pid, number)
