"""An embedded PostgreSQL that can be killed and comes back with its data."""

from pathlib import Path

import psutil

from shared.database.embedded import EmbeddedPostgres


class Postgres(EmbeddedPostgres):
    """Starts when it is made. ``kill``: SIGKILL to every process of the server at once; ``start`` recovers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder

    def kill(self) -> None:
        master = psutil.Process(int((self._folder / "postmaster.pid").read_text().split()[0]))
        family = [master, *master.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)

    def start(self) -> None:
        (self._folder / "postmaster.pid").unlink(missing_ok=True)  # its owner is surely dead: we killed it
        self._server.ensure_postgres_running()
