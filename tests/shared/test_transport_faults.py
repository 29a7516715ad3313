"""The transport when the network or the broker fails: nothing that was confirmed is lost, nobody waits for ever."""

import threading
import time

import pytest

from shared.messaging.errors import BrokerUnavailable, NotConfirmed
from tests.servers.common import PATIENCE, wait_until
from tests.servers.proxy import Proxy
from tests.shared.messaging_tools import Ledger, declare_listener, facts, new_service, publishing, reading, waiting


@pytest.fixture
def service():
    return new_service()


IN_TIME = 15
"""Seconds: many times the time-outs that are tried, so that a busy machine is none; who waits for ever takes longer."""


def through(proxy: Proxy) -> str:
    return f"amqp://guest:guest@127.0.0.1:{proxy.port}/%2F"


class Relay(threading.Thread):
    """Publishes numbered facts; sends again what was not confirmed, as the real relay does.

    ``pause``: seconds between two batches, for who must have the time to do harm in the middle.
    """

    def __init__(self, publisher, name: str, total: int, *, pause: float = 0) -> None:
        super().__init__()
        self.safe: set[str] = set()
        self._publisher, self._name, self._total, self._pause = publisher, name, total, pause

    def run(self) -> None:
        for start in range(0, self._total, 50):
            unsent = {message.message_id: message for message in facts(self._name, 50, start=start)}
            while unsent:
                try:
                    confirmed = self._publisher.publish(list(unsent.values()))
                except NotConfirmed as error:
                    confirmed = set(error.confirmed)
                except BrokerUnavailable:
                    confirmed = set()
                    time.sleep(0.2)
                self.safe |= confirmed
                unsent = {key: message for key, message in unsent.items() if key not in confirmed}
            time.sleep(self._pause)


def test_a_broker_killed_in_the_middle_loses_nothing(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    ledger = Ledger(refuses=[b"fact 13"])
    rabbitmq.settle()

    with publishing(rabbitmq.url) as publisher, reading(rabbitmq.url, queue, ledger):
        relay = Relay(publisher, name, 10_000, pause=0.02)
        relay.start()
        wait_until(lambda: len(relay.safe) > 1000, what="the work has begun")
        rabbitmq.kill()
        safe_before = len(relay.safe)
        rabbitmq.start()
        relay.join(PATIENCE)
        wait_until(lambda: len(set(ledger.handled)) >= 9_999, what="all handled")

    assert safe_before < 10_000, "the kill came too late to prove anything"
    assert len(relay.safe) == 10_000
    assert set(ledger.handled) == {b"fact %d" % number for number in range(10_000)} - {b"fact 13"}


def test_both_sides_come_back_after_their_connections_are_reset(rabbitmq, rabbitmq_proxy, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    ledger = Ledger()

    with publishing(through(rabbitmq_proxy)) as publisher, reading(through(rabbitmq_proxy), queue, ledger):
        relay = Relay(publisher, name, 5_000)
        relay.start()
        for _ in range(4):
            time.sleep(0.2)
            rabbitmq_proxy.reset()
        relay.join(PATIENCE)
        wait_until(lambda: len(set(ledger.handled)) == 5_000, what="all handled")

    assert len(relay.safe) == 5_000


def test_publishing_to_a_frozen_broker_ends_in_time_and_works_again_afterwards(rabbitmq_proxy, rabbitmq, service):
    name = f"{service}.heard.v1"
    declare_listener(rabbitmq.url, service, name)
    with publishing(through(rabbitmq_proxy), timeout=1.5) as publisher:
        Relay(publisher, name, 50).run()  # until it is connected, which so short a time may not suffice for
        rabbitmq_proxy.freeze()
        began = time.monotonic()

        with pytest.raises(NotConfirmed):
            publisher.publish(facts(name, 10, start=50))

        assert time.monotonic() - began < IN_TIME
        began = time.monotonic()
        with pytest.raises(BrokerUnavailable):
            publisher.publish(facts(name, 10, start=50))
        assert time.monotonic() - began > 1, "it waits for a new connection instead of failing at once, again and again"
        rabbitmq_proxy.thaw()
        relay = Relay(publisher, name, 50)
        relay.start()
        relay.join(PATIENCE)
        assert len(relay.safe) == 50


def test_a_memory_alarm_stops_publishing_with_an_error_not_for_ever(rabbitmq, service):
    name = f"{service}.heard.v1"
    declare_listener(rabbitmq.url, service, name)
    with publishing(rabbitmq.url, timeout=2) as publisher:
        Relay(publisher, name, 50).run()
        rabbitmq.set_memory_limit("1MB")
        try:
            latest = time.monotonic() + PATIENCE  # the alarm reaches the connection a little later

            with pytest.raises(BrokerUnavailable):
                while (began := time.monotonic()) < latest:
                    publisher.publish(facts(name, 50))

            assert time.monotonic() - began < IN_TIME
        finally:
            rabbitmq.set_memory_limit("800MB")


def test_heartbeats_go_on_while_a_batch_takes_long(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    deliveries = []

    def slow(batch):
        deliveries.extend(delivery.body for delivery in batch)
        time.sleep(7)  # the broker hangs up after three heartbeats missed
        return []

    with publishing(rabbitmq.url) as publisher, reading(f"{rabbitmq.url}?heartbeat=2", queue, slow):
        publisher.publish(facts(name, 3))
        wait_until(lambda: len(deliveries) >= 3, what="the batch is begun")

    assert deliveries == [b"fact 0", b"fact 1", b"fact 2"]
    assert waiting(rabbitmq.url, queue) == 0, "acknowledged: the connection stayed"
