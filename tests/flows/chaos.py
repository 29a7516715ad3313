"""An installation that can be killed piece by piece, and clients that do not mind."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import Engine, create_engine, select, text

from shared import migrations
from shared.clock import Clock
from shared.database.embedded import EmbeddedPostgres
from shared.messaging.link import declare
from shared.messaging.outbox import Outbox
from shared.messaging.topology import LISTENERS, declare_service
from shared.roles import Role
from shared.testing.plugin import KEYS
from shared.testing.subject import NetworkUnderTest, ServiceUnderTest
from tests.flows.drill_worker import TABLE
from tests.flows.processes import WorkerProcess
from tests.servers.common import wait_until
from tests.servers.rabbitmq import RabbitMQ

PRODUCTS = [f"Recharge {size} Go" for size in (5, 10, 20, 50)]


class Client(threading.Thread):
    """Receives recharges, and lets some expire. Sends a command again, with its key, until it is answered; and now and
    then once more, although it was."""

    def __init__(self, network: NetworkUnderTest, seed: int) -> None:
        super().__init__(daemon=True, name=f"client {seed}")
        self.entries: dict[str, int] = {}
        """Answered commands: entry → signed quantity."""
        self.retries = 0
        self.wrong: list[str] = []
        self.stop = threading.Event()
        self._random = random.Random(seed)
        self._program = network.program(Role.MANAGER)
        self._base = f"/api/v1/sessions/networks/{network.slug}"
        self._stocks: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            quantity = self._random.randint(1, 9)
            if self._stocks and self._random.random() < 0.3:
                body = {"stock_id": self._random.choice(self._stocks), "quantity": quantity}
                self._command("credit-expiries", body, -quantity)
            else:
                body = {"product": self._random.choice(PRODUCTS), "funder": "CD 51", "quantity": quantity + 10}
                self._command("credit-receptions", body, quantity + 10)

    def _command(self, path: str, body: dict, quantity: int) -> None:
        key = str(uuid4())
        answer = self._until_answered(path, body, key)
        if answer.status_code == 409:  # not enough left: the command did nothing, and says so
            return
        self.entries[answer.json["id"]] = quantity
        if answer.json["stock_id"] not in self._stocks:
            self._stocks.append(answer.json["stock_id"])
        if self._random.random() < 0.1:
            again = self._until_answered(path, body, key)
            if again.json != answer.json:
                self.wrong.append(f"{answer.json} then {again.json}")

    def _until_answered(self, path: str, body: dict, key: str):
        while True:
            answer = self._program.post(f"{self._base}/{path}", json=body, headers={"Idempotency-Key": key})
            if answer.status_code < 500:
                if answer.status_code not in (201, 409):
                    self.wrong.append(f"{answer.status_code} {answer.text}")
                return answer
            self.retries += 1
            time.sleep(0.1)


@dataclass
class Installation:
    """Sessions (its web in this process, its worker in another), reporting (its worker), broker, database."""

    postgres: EmbeddedPostgres
    broker: RabbitMQ
    sessions: ServiceUnderTest
    network: NetworkUnderTest
    workers: dict[str, WorkerProcess]
    reporting: Engine

    def kill(self, victim: str) -> None:
        """SIGKILL, and back again, as a supervisor would."""
        target = {"broker": self.broker, "database": self.postgres, **self.workers}[victim]
        target.kill()
        target.start()

    def kill_relay_between_publishing_and_marking(self) -> None:
        """Rows that are locked can be read and published, but not marked."""
        query = "SELECT body->'data'->>'entry_id' FROM outbox WHERE published_at IS NULL FOR UPDATE SKIP LOCKED"
        held: set[str] = set()
        with self.sessions.database.unit_of_work(None, system=True) as uow:
            while not held:
                held |= set(uow.session.execute(text(query)).scalars())
            wait_until(lambda: not held.isdisjoint(self.effects()), what="one of them is published")
            self.workers["relay"].kill()
        self.workers["relay"].start()

    def entries(self) -> dict[str, int]:
        """The journal of the sessions service: entry → signed quantity."""
        query = text("SELECT id, CASE kind WHEN 'expired' THEN -quantity ELSE quantity END FROM credit_entry")
        with self.network.uow(read_only=True) as uow:
            return {str(row[0]): row[1] for row in uow.session.execute(query)}

    def balances(self) -> int:
        with self.network.uow(read_only=True) as uow:
            return uow.session.execute(text("SELECT coalesce(sum(balance), 0) FROM credit_stock")).scalar_one()

    def effects(self) -> list[str]:
        """Identifiers of the entries that took effect in the reporting service, as often as they did."""
        with self.reporting.connect() as connection:
            return [str(entry) for entry in connection.execute(text("SELECT entry_id FROM drill")).scalars()]

    def buried(self) -> int:
        table = self.sessions.database.plumbing.dead_letter
        with self.sessions.database.unit_of_work(None, system=True) as uow:
            return len(uow.session.execute(select(table)).all())

    def drain(self) -> None:
        """Waits until everything announced has left, and has arrived."""
        outbox = Outbox(self.sessions.database)
        wait_until(lambda: outbox.count_unsent() == 0, what="the outbox is empty", every=0.2)
        expected = set(self.entries())
        wait_until(lambda: set(self.effects()) >= expected, what="every effect", every=0.2)


@contextmanager
def installation(make_settings, *, inbox: bool):
    # not under pytest's folder, for the reason given in shared/testing/plugin.py
    with TemporaryDirectory(prefix="maillage-chaos-", ignore_cleanup_errors=True) as folder:
        yield from _running(Path(folder), make_settings, inbox=inbox)


def _running(folder: Path, make_settings, *, inbox: bool) -> Iterator[Installation]:
    postgres, broker = EmbeddedPostgres(folder / "data"), RabbitMQ(folder / "rabbitmq")
    workers: dict[str, WorkerProcess] = {}
    sessions = import_module("services.sessions.app").service
    reporting = create_engine(postgres.url("reporting"), pool_pre_ping=True)
    try:
        broker.start()
        settings = {name: _settings(name, postgres, broker, make_settings) for name in ("sessions", "reporting")}
        for name, its in settings.items():
            postgres.create(name)
            migrations.upgrade(name, its.owner_database_url)
        _prepare(postgres.url("reporting", "owner"), broker.url)
        sessions.runtime.start(settings["sessions"], pool_size=10)
        sessions.runtime.database.clock = Clock()
        subject = ServiceUnderTest(sessions, KEYS[0])
        flags = [] if inbox else ["without-inbox"]
        workers["relay"] = _worker("sessions", folder, settings, "-m", "services.sessions", "worker")
        workers["reader"] = _worker("reporting", folder, settings, "-m", "tests.flows.drill_worker", *flags)
        for worker in workers.values():
            worker.wait_until_reading()
        broker.settle()
        yield Installation(postgres, broker, subject, subject.network(), workers, reporting)
    finally:
        reporting.dispose()
        for worker in workers.values():
            worker.kill()
        sessions.runtime.stop()
        broker.stop()
        postgres.stop()


def _settings(name: str, postgres: EmbeddedPostgres, broker: RabbitMQ, make_settings):
    urls = {"database_url": postgres.url(name), "owner_database_url": postgres.url(name, "owner")}
    return make_settings(name, bus="rabbitmq", rabbitmq_url=broker.url, **urls)


def _prepare(reporting_url: str, broker_url: str) -> None:
    engine = create_engine(reporting_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(TABLE))
    engine.dispose()
    declare(broker_url, lambda channel: [declare_service(channel, name, []) for name in LISTENERS] and None)


def _worker(name: str, folder: Path, settings: dict, *command: str) -> WorkerProcess:
    worker = WorkerProcess(name, *command, settings=settings[name], log=folder / f"{name}.log")
    worker.start()
    return worker
