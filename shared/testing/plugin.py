"""pytest fixtures: ``directory``, ``sessions``, ``notifications``, ``reporting``, ``platform``, ``clock``.

Each test starts with empty tables of a migrated, real PostgreSQL, seen through the application role.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy
import structlog

from shared import migrations
from shared.database.embedded import EmbeddedPostgres
from shared.messaging.local import LocalBus
from shared.settings import Settings
from shared.testing.clock import StillClock
from shared.testing.settings import KEYS, settings_for
from shared.testing.subject import ServiceUnderTest

# structlog's own default draws each traceback with the values of all variables, which takes seconds.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

SERVICES = ("directory", "sessions", "notifications", "reporting")


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    # Not under pytest's own folder: as root, the server is another user, whom each new pytest session shuts out of it.
    with TemporaryDirectory(prefix="maillage-postgres-", ignore_cleanup_errors=True) as folder:
        server = EmbeddedPostgres(Path(folder) / "data", durable=False)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def databases(postgres: EmbeddedPostgres) -> Iterator[dict[str, sqlalchemy.Engine]]:
    """Service → engine of the tables' owner, with all tables there."""
    engines = {}
    for name in SERVICES:
        postgres.create(name)
        migrations.upgrade(name, postgres.url(name, "owner"))
        engines[name] = sqlalchemy.create_engine(postgres.url(name, "owner"), isolation_level="AUTOCOMMIT")
    yield engines
    for engine in engines.values():
        engine.dispose()
    for name in SERVICES:
        import_module(f"services.{name}.runtime").runtime.stop()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def make_settings(postgres: EmbeddedPostgres, tmp_path: Path) -> Any:
    """``make_settings("sessions", mail="smtp", …)``: settings of a service for this test."""

    def make(name: str, **overrides: Any) -> Settings:
        return settings_for(name, postgres, tmp_path, **overrides)

    return make


@pytest.fixture
def start(emptied: Any, make_settings: Any, clock: StillClock) -> Iterator[Any]:
    """``start("sessions")`` → ServiceUnderTest, emptied after the test.

    It stays connected: the next test finds open connections and compiled statements, as in a running process.
    """
    started: dict[str, ServiceUnderTest] = {}

    def start_service(name: str, **overrides: Any) -> ServiceUnderTest:
        if name not in started:
            service = import_module(f"services.{name}.app").service
            service.runtime.start(make_settings(name, **overrides), pool_size=20)
            service.runtime.database.clock = clock
            started[name] = ServiceUnderTest(service, KEYS[0])
        return started[name]

    yield start_service
    for name in started:
        emptied(name)


EMPTY_TABLES = """DO $$
DECLARE found text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE 'DELETE FROM ' || quote_ident(found);
    END LOOP;
END $$"""
"""Without triggers, and by the superuser, whom row-level security does not stop. TRUNCATE makes new files for each
table and index: it takes many times as long on tables of a few rows."""


@pytest.fixture(scope="session")
def emptied(postgres: EmbeddedPostgres, databases: dict[str, sqlalchemy.Engine]) -> Iterator[Any]:
    """``emptied("sessions")`` takes every row out of the service's tables."""
    address = sqlalchemy.make_url(postgres.superuser_url).set(drivername="postgresql+psycopg")
    engines = {
        name: sqlalchemy.create_engine(address.set(database=f"maillage_{name}"), isolation_level="AUTOCOMMIT")
        for name in databases
    }

    def empty(name: str) -> None:
        with engines[name].connect() as connection:
            connection.exec_driver_sql(EMPTY_TABLES)

    yield empty
    for engine in engines.values():
        engine.dispose()


@pytest.fixture
def directory(start: Any) -> ServiceUnderTest:
    return start("directory")


@pytest.fixture
def sessions(start: Any) -> ServiceUnderTest:
    return start("sessions")


@pytest.fixture
def notifications(start: Any) -> ServiceUnderTest:
    return start("notifications")


@pytest.fixture
def reporting(start: Any) -> ServiceUnderTest:
    return start("reporting")


class Platform:
    """The four services on the local bus. ``settle()`` carries everything that is due, in this thread."""

    def __init__(self, services: dict[str, ServiceUnderTest]) -> None:
        self.services = services
        self.bus = LocalBus([subject.service.party() for subject in services.values()])

    def __getitem__(self, name: str) -> ServiceUnderTest:
        return self.services[name]

    def settle(self) -> None:
        self.bus.settle()

    def tick(self) -> None:
        """Every scheduled question is asked once, and what follows from the answers is carried."""
        for subject in self.services.values():
            subject.service.ticks.run_all()
        self.settle()


@pytest.fixture
def platform(start: Any) -> Platform:
    return Platform({name: start(name) for name in SERVICES})
