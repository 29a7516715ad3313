"""The servers and services that the measures share: real, durable, in a folder that goes away."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from shared import migrations
from shared.database.embedded import EmbeddedPostgres
from shared.settings import Settings
from shared.testing.settings import KEYS, settings_for
from shared.testing.subject import ServiceUnderTest


class Ground:
    """``postgres`` waits for the disk, as in real life."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = EmbeddedPostgres(folder / "postgres")
        self._started: dict[str, ServiceUnderTest] = {}

    def settings(self, name: str, **overrides: Any) -> Settings:
        return settings_for(name, self.postgres, self.folder, **overrides)

    def service(self, name: str) -> ServiceUnderTest:
        if name not in self._started:
            self.postgres.create(name)
            migrations.upgrade(name, self.postgres.url(name, "owner"))
            service = import_module(f"services.{name}.app").service
            service.runtime.start(self.settings(name))
            self._started[name] = ServiceUnderTest(service, KEYS[0])
        return self._started[name]

    def bare_address(self, name: str) -> str:
        """Of the service's database, as a superuser: no wall between the networks."""
        return self.postgres.superuser_url.replace("/postgres?", f"/maillage_{name}?")

    def bare(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.bare_address(name), autocommit=True)

    def stop(self) -> None:
        for subject in self._started.values():
            subject.service.runtime.stop()
        self.postgres.stop()


@contextmanager
def ground() -> Iterator[Ground]:
    with TemporaryDirectory(prefix="maillage-bench-", ignore_cleanup_errors=True) as folder:
        prepared = Ground(Path(folder))
        try:
            yield prepared
        finally:
            prepared.stop()
