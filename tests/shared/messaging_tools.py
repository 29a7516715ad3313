"""Words for the tests of the transport."""

import threading
import uuid
from contextlib import contextmanager

from shared.messaging.link import declare
from shared.messaging.publisher import ConfirmedPublisher, OutgoingMessage
from shared.messaging.queue_reader import QueueReader
from shared.messaging.topology import EVENTS_EXCHANGE, declare_service, events_queue
from tests.servers.common import PATIENCE

WAITS = (0.1, 0.2)


def new_service() -> str:
    """A name that no other test uses, so that tests share one broker."""
    return f"service{uuid.uuid4().hex[:10]}"


def declare_listener(url: str, service: str, *events: str) -> str:
    declare(url, lambda channel: declare_service(channel, service, events, waits=WAITS))
    return events_queue(service)


def facts(name: str, count: int, *, start: int = 0) -> list[OutgoingMessage]:
    return [
        OutgoingMessage(EVENTS_EXCHANGE, name, b"fact %d" % number, f"{name}/{number}")
        for number in range(start, start + count)
    ]


def waiting(url: str, queue: str) -> int:
    counts: list[int] = []
    declare(url, lambda channel: counts.append(channel.queue_declare(queue, passive=True).method.message_count))
    return counts[0]


@contextmanager
def publishing(url: str, **options):
    publisher = ConfirmedPublisher(url, **{"timeout": PATIENCE, **options})
    try:
        yield publisher
    finally:
        publisher.close()


@contextmanager
def reading(url: str, queue: str, handle, **options):
    reader = QueueReader(url, queue, handle=handle, **{"waits": WAITS, **options})
    thread = threading.Thread(target=reader.run, name="test reader")
    thread.start()
    try:
        yield reader
    finally:
        reader.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the reader did not stop"


class Ledger:
    """Remembers what was handled; refuses the bodies it was told to refuse."""

    def __init__(self, *, refuses=()) -> None:
        self.handled: list[bytes] = []
        self.attempts: list[tuple[bytes, int]] = []
        self.sizes: list[int] = []
        self._refuses = set(refuses)

    def __call__(self, batch):
        from shared.messaging.queue_reader import Failure

        self.sizes.append(len(batch))
        self.attempts += [(delivery.body, delivery.attempt) for delivery in batch]
        refused = [delivery for delivery in batch if delivery.body in self._refuses]
        self.handled += [delivery.body for delivery in batch if delivery.body not in self._refuses]
        return [Failure(delivery, "poison") for delivery in refused]
