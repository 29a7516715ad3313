"""A standalone installation: one folder with the database, the files, the mailbox and the keys."""

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.directory.app import service as directory
from services.notifications.app import service as notifications
from services.reporting.app import service as reporting
from services.sessions.app import service as sessions
from services.standalone import secrets
from services.standalone.dispatch import Dispatcher
from shared import migrations
from shared.clock import MovableClock
from shared.database.embedded import EmbeddedPostgres
from shared.messaging.local import LocalBus
from shared.messaging.ticks import keep_ticking
from shared.service import Service
from shared.settings import PREFIX, Settings
from shared.web.app import new_app

SERVICES: tuple[Service, ...] = (directory, sessions, notifications, reporting)


class Installation:
    """Started once by the process; ``wsgi`` then answers for the four services.

    ``visiting``: for one command, beside the process that may be serving the same folder. What is due at some time is
    left to that process, and so is the database when it was running already.
    """

    def __init__(self, folder: Path, *, port: int, visiting: bool = False) -> None:
        self.folder = folder
        self._visiting = visiting
        self.url = f"http://localhost:{port}"
        self.clock = MovableClock(folder / "clock")
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._postgres = EmbeddedPostgres(self.folder / "postgres")
        keys = secrets.load_or_make(self.folder)
        for service in SERVICES:
            self._prepare(service.name)
            service.runtime.start(self._settings(service.name, keys), pool_size=10)
        self.bus = LocalBus([service.party() for service in SERVICES])
        self.bus.start()
        for service in () if self._visiting else SERVICES:
            arguments = (service.ticks, service.runtime.clock, self._stop)
            thread = threading.Thread(target=keep_ticking, args=arguments, daemon=True, name=f"clock-{service.name}")
            thread.start()
            self._threads.append(thread)
        self.wsgi = Dispatcher(SERVICES, {service.name: new_app(service) for service in SERVICES})

    @contextmanager
    def directory_alone(self) -> Iterator[None]:
        """The directory's database for the operator, whether or not another process serves the installation."""
        self._postgres = EmbeddedPostgres(self.folder / "postgres")
        try:
            self._prepare("directory")
            directory.runtime.start(self._settings("directory", secrets.load_or_make(self.folder)), pool_size=1)
            yield
        finally:
            directory.runtime.stop()
            if self._postgres.was_started_here:
                self._postgres.stop()

    def _prepare(self, name: str) -> None:
        marker = self.folder / "postgres" / f".{name}-ready"
        if not marker.exists():
            self._postgres.create(name)
            marker.touch()
        migrations.upgrade(name, self._postgres.url(name, "owner"))

    def _settings(self, name: str, keys: dict[str, str]) -> Settings:
        mine: dict[str, Any] = dict(keys)
        if name != "directory":
            mine.pop("identity_private_key")
        if name != "sessions":
            mine.pop("pseudonym_key")
        return Settings(
            database_url=self._postgres.url(name),
            bus="local",
            storage="folder",
            storage_folder=str(self.folder / "storage"),
            mail="mailbox",
            mailbox_folder=str(self.folder / "mailbox"),
            mail_from="maillage@maillage.example",
            public_url=self.url,
            cookie_secure=False,
            clock_file=str(self.folder / "clock"),
            trusted_proxies=0,
            webhooks_anywhere=True,
            api_requests_per_minute=100_000,  # one machine, one user: a limit that no trial meets
            **_chosen(),
            **mine,
        )

    def stop(self) -> None:
        self._stop.set()
        self.bus.stop()
        for thread in self._threads:
            thread.join(timeout=5)
        for service in SERVICES:
            service.runtime.stop()
        if self._postgres.was_started_here or not self._visiting:
            self._postgres.stop()


def _chosen() -> dict[str, str]:
    """The few settings that the person who starts the installation may give, named as elsewhere."""
    names = ("map_tiles", "map_credit", "geocoder_url", "sender_domains")
    return {name: os.environ[PREFIX + name.upper()] for name in names if PREFIX + name.upper() in os.environ}


@contextmanager
def installation(folder: Path, *, port: int, visiting: bool = False) -> Iterator[Installation]:
    started = Installation(folder, port=port, visiting=visiting)
    started.start()
    gc.freeze()  # what the start has made stays: garbage is looked for among what comes after
    gc.enable()
    try:
        yield started
    finally:
        started.stop()
