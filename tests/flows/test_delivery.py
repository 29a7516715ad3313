"""From a command in one service to its effect in another, through real processes and a real broker."""

import json
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.messaging.dead_letters import count_dead_letters, dead_letters
from shared.messaging.link import declare
from shared.messaging.outbox import Outbox
from shared.messaging.publisher import ConfirmedPublisher, OutgoingMessage
from shared.messaging.topology import EVENTS_EXCHANGE, LISTENERS, declare_service, events_queue
from tests.flows.drill_worker import TABLE, move_credit
from tests.flows.processes import WorkerProcess
from tests.servers.common import wait_until

MOVED = "sessions.credit_moved.v1"
QUEUE = events_queue("reporting")


@pytest.fixture
def broker(rabbitmq):
    """The queues of every service, empty."""

    def prepare(channel):
        for service in LISTENERS:
            channel.queue_delete(events_queue(service))
            declare_service(channel, service, [])

    declare(rabbitmq.url, prepare)
    return rabbitmq


@pytest.fixture
def drill(databases):
    """Both tables, and a look at that of the reader."""
    engines = [databases["sessions"], databases["reporting"]]
    for engine in engines:
        with engine.connect() as connection:
            connection.execute(text(TABLE))
    yield lambda: _rows(databases["reporting"], "SELECT entry_id, quantity FROM drill")
    for engine in engines:
        with engine.connect() as connection:
            connection.execute(text("DROP TABLE drill"))


@pytest.fixture
def workers(broker, make_settings, tmp_path, sessions, reporting):
    """The worker of the sessions service, and that of reporting which counts."""
    running = [
        _worker("sessions", broker, make_settings, tmp_path, "-m", "services.sessions", "worker"),
        _worker("reporting", broker, make_settings, tmp_path, "-m", "tests.flows.drill_worker"),
    ]
    for worker in running:
        worker.wait_until_reading()
    yield running
    for worker in running:
        worker.stop()


def _worker(name, broker, make_settings, folder, *command):
    settings = make_settings(name, bus="rabbitmq", rabbitmq_url=broker.url)
    worker = WorkerProcess(name, *command, settings=settings, log=folder / f"{name}.log")
    worker.start()
    return worker


def _rows(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def move(network, quantity):
    with network.uow() as uow:
        return move_credit(uow, quantity)


def test_an_event_crosses_and_a_second_delivery_changes_nothing(broker, workers, sessions, reporting, databases, drill):
    network = sessions.network()
    entry_id = move(network, 40)
    wait_until(lambda: drill() == [(entry_id, 40)], what="the effect in the other service")

    with databases["sessions"].connect() as connection:
        connection.execute(text("UPDATE outbox SET published_at = NULL"))
    last = move(network, 2)

    wait_until(lambda: len(drill()) > 1, what="what was sent after the second delivery")
    assert sorted(drill()) == sorted([(entry_id, 40), (last, 2)])
    wait_until(lambda: Outbox(sessions.database).count_unsent() == 0, what="the outbox is empty")
    with reporting.database.unit_of_work(network.id) as uow:
        assert uow.session.execute(text("SELECT count(*), sum(quantity) FROM credit_fact")).one() == (2, 42)
    assert count_dead_letters(broker.url, QUEUE) == 0


def test_poison_ends_in_the_dead_letters_while_the_others_go_on(broker, workers, sessions, drill):
    network = sessions.network()
    first = move(network, 1)
    wait_until(lambda: drill() == [(first, 1)], what="the first effect")
    good = next(body for name, body in sessions.outgoing() if name == MOVED)  # the clock of the worker announces too
    bad = {**good, "id": str(UUID(int=1)), "data": {**good["data"], "quantity": "beaucoup"}}
    poison = {"not-json": b"\xff{", "no-envelope": b"[1]", "bad-data": json.dumps(bad).encode()}

    _publish(broker.url, poison)
    second = move(network, 2)

    wait_until(lambda: sorted(drill()) == sorted([(first, 1), (second, 2)]), what="the others go on")
    wait_until(lambda: count_dead_letters(broker.url, QUEUE) == 3, what="the poison is set aside")
    letters = {letter.message_id: letter for letter in dead_letters(broker.url, QUEUE)}
    assert {name: letter.body for name, letter in letters.items()} == poison
    assert letters["not-json"].attempts == 1, "another attempt cannot help"
    assert letters["bad-data"].attempts == 3
    assert "quantity" in letters["bad-data"].reason


def test_a_worker_stops_cleanly_when_it_is_told_to(workers):
    codes = [worker.stop() for worker in workers]

    assert codes == [0, 0]
    assert all('"died": []' in worker.log.read_text() for worker in workers)


def _publish(url, bodies):
    publisher = ConfirmedPublisher(url)
    publisher.publish([OutgoingMessage(EVENTS_EXCHANGE, MOVED, body, name) for name, body in bodies.items()])
    publisher.close()
