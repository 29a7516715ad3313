"""From commit in one service to commit in another: through RabbitMQ, and on the standalone bus.

The clock runs from the commit of the senders' transaction until the receiver has committed the last effect.
"""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg

from shared.events.sessions import CreditMoved
from shared.ids import new_id
from shared.messaging.link import declare
from shared.messaging.local import LocalBus
from shared.messaging.topology import LISTENERS, declare_service
from shared.testing.subject import NetworkUnderTest
from tests.bench.children import Child
from tests.bench.ground import Ground
from tests.bench.measures import Measure
from tests.flows.processes import WorkerProcess
from tests.servers.common import wait_until
from tests.servers.rabbitmq import RabbitMQ

EVENTS, ROUNDS = 4000, 3
LIMIT = "bare pika, one INSERT per message"


def measure(place: Ground) -> Iterator[Measure]:
    network = place.service("sessions").network("events")
    place.service("reporting")
    broker = RabbitMQ(place.folder / "rabbitmq")
    broker.start()
    try:
        limit = _bare(place, broker, network)
        ours = _through_rabbitmq(place, broker, network)
    finally:
        broker.stop()
    yield Measure("events, commit to commit, RabbitMQ", ours, limit, "/s", LIMIT, more_is_better=True)
    alone = _on_the_local_bus(place, network)
    yield Measure("events, commit to commit, standalone", alone, limit, "/s", LIMIT, more_is_better=True)


def _commit(network: NetworkUnderTest) -> float:
    """Announces the events in one transaction. Returns the moment of its commit."""
    with network.uow() as uow:
        uow.publish_all(_moves())
    return time.perf_counter()


def _moves() -> Iterator[CreditMoved]:
    product = {"product": "Recharge 10 €", "funder": "Maison de Champagne"}
    for number in range(EVENTS):
        person = f"p{number:05d}"
        yield CreditMoved(
            entry_id=new_id(), kind="given", quantity=1, person=person, moved_on=date(2026, 3, 3), **product
        )


def _wait_for(connection: psycopg.Connection, count: int, *tables: str) -> float:
    """The moment at which each of the tables holds so many rows."""
    least = f"SELECT least({', '.join(f'(SELECT count(*) FROM {table})' for table in tables)})"

    def is_there() -> bool:
        row = connection.execute(least).fetchone()
        return row is not None and row[0] >= count

    wait_until(is_there, seconds=120, what=f"{count} rows in {tables}", every=0.02)
    return time.perf_counter()


def _bare(place: Ground, broker: RabbitMQ, network: NetworkUnderTest) -> float:
    """Best round, in events per second."""
    file = place.folder / "messages"
    _write_messages(network, file)
    rates = []
    with place.bare("reporting") as connection, Child("bare_pika", "consume", broker.url, _address(place)):
        for turn in range(1, ROUNDS + 1):
            with Child("bare_pika", "publish", broker.url, str(file)) as publisher:
                began = time.perf_counter()
                publisher.go()
                rates.append(EVENTS / (_wait_for(connection, turn * EVENTS, "bare") - began))
    return max(rates)


def _write_messages(network: NetworkUnderTest, file: Path) -> None:
    """The very bodies that the outbox would hold. They are marked as sent: nobody else shall carry them."""
    _commit(network)
    bodies = [json.dumps(body, ensure_ascii=False) for _, body in network.subject.outgoing()]
    file.write_text("\n".join(bodies))
    with network.uow() as uow:
        uow.session.execute(network.subject.database.plumbing.outbox.update().values(published_at=uow.now))


def _address(place: Ground) -> str:
    return place.bare_address("reporting")


def _through_rabbitmq(place: Ground, broker: RabbitMQ, network: NetworkUnderTest) -> float:
    for name in LISTENERS:  # those that do not run here: nothing leaves before their queues are there
        declare(broker.url, lambda channel, name=name: declare_service(channel, name, []))
    workers = [_worker(place, broker, name) for name in ("reporting", "sessions")]
    try:
        with place.bare("reporting") as connection:
            return max(_round(network, connection, turn * EVENTS) for turn in range(1, ROUNDS + 1))
    finally:
        for worker in workers:
            worker.stop()


def _round(network: NetworkUnderTest, connection: psycopg.Connection, expected: int) -> float:
    began = _commit(network)
    return EVENTS / (_wait_for(connection, expected, "inbox", "credit_fact") - began)


def _worker(place: Ground, broker: RabbitMQ, name: str) -> WorkerProcess:
    settings = place.settings(name, bus="rabbitmq", rabbitmq_url=broker.url)
    log = place.folder / f"{name}.log"
    worker = WorkerProcess(name, "-m", f"services.{name}", "worker", settings=settings, log=log)
    worker.start()
    worker.wait_until_reading()
    return worker


def _on_the_local_bus(place: Ground, network: NetworkUnderTest) -> float:
    bus = LocalBus([place.service(name).service.party() for name in ("sessions", "reporting")])
    rates = []
    for _ in range(ROUNDS):
        began = _commit(network)
        bus.settle()
        rates.append(EVENTS / (time.perf_counter() - began))
    return max(rates)
