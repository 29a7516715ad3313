"""Processes that a measure starts: one that waits for a word, and what any of them weighs."""

import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.flows.processes import ROOT

MEBI = 1024


class Child:
    """``python -m tests.bench.<module> …``, from the moment it says that it is ready until the end of the block."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def __enter__(self) -> Self:
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{self._process.args} did not get ready")
        return self

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


def memory_of(pid: int) -> float:
    """Mebibytes of the process and its children, shared pages counted once (PSS), its database servers left out."""
    own = 0.0 if _is_postgres(pid) else _proportional(pid)
    return own + sum(memory_of(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for listed in threads for child in listed.read_text().split()]


def _is_postgres(pid: int) -> bool:
    return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / MEBI
