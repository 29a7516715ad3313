"""One process serves a folder: the first of two to stop would take the database of the other with it."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 20.0
"""Seconds that a process which is being stopped may still need."""


@contextmanager
def alone(lock: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Holds ``lock``, which the system lets go when the process ends, however it ends.

    Raises SystemExit when another one still holds it after ``patience`` seconds.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        until = time.monotonic() + patience
        while not _taken(file.fileno()):
            if time.monotonic() > until:
                raise SystemExit(
                    f"Une autre commande sert déjà le dossier {lock.parent}. "
                    "Arrêtez-la (Ctrl-C), ou choisissez un autre dossier avec --folder."
                )
            time.sleep(0.1)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
