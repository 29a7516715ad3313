"""Where a demonstration can be loaded: the standalone process, or a distributed installation under test."""

from pathlib import Path
from typing import Protocol

from shared.clock import MovableClock


class Target(Protocol):
    """``folder``: holds ``mailbox/`` with the letters sent, and what the demonstration keeps for itself."""

    url: str
    folder: Path
    clock: MovableClock
