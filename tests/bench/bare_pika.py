"""The limit of the event path: pika, psycopg and nothing else, one process at each end.

``python -m tests.bench.bare_pika publish <broker> <file>``: at a line on its input, sends the file's messages, one a
line, in batches of 200 that the broker confirms. ``… consume <broker> <database>``: one INSERT per message, one commit
and one acknowledgement per batch of what has come.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pika
import psycopg
from pika.channel import Channel

QUEUE, BATCH = "bare", 200
TABLE = "CREATE TABLE IF NOT EXISTS bare (body jsonb NOT NULL)"
PERSISTENT = pika.BasicProperties(delivery_mode=2)


def publish(url: str, file: str) -> None:
    bodies = Path(file).read_bytes().splitlines()

    def begin(channel: Channel) -> None:
        print("ready", flush=True)
        sys.stdin.readline()
        Publishing(channel, batched_bodies(bodies)).next_batch()

    _with_channel(url, begin)


def batched_bodies(bodies: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(bodies), BATCH):
        yield bodies[start : start + BATCH]


class Publishing:
    """Sends the next batch once the broker has made the last message of the one before safe."""

    def __init__(self, channel: Channel, batches: Iterator[list[bytes]]) -> None:
        self._channel, self._batches, self._sent, self._safe = channel, batches, 0, set[int]()
        channel.confirm_delivery(self._confirmed)

    def next_batch(self) -> None:
        batch = next(self._batches, None)
        if batch is None:
            return self._channel.connection.ioloop.stop()
        for body in batch:
            self._channel.basic_publish("", QUEUE, body, PERSISTENT)
        self._sent += len(batch)

    def _confirmed(self, frame: Any) -> None:
        tag = frame.method.delivery_tag
        self._safe |= set(range(1, tag + 1)) if frame.method.multiple else {tag}
        if len(self._safe) == self._sent:
            self.next_batch()


def consume(url: str, database: str) -> None:
    connection = psycopg.connect(database)
    connection.execute(TABLE)
    connection.commit()
    channel = pika.BlockingConnection(pika.URLParameters(url)).channel()
    channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
    channel.basic_qos(prefetch_count=2 * BATCH)
    print("ready", flush=True)
    waiting = 0
    for method, _, body in channel.consume(QUEUE, inactivity_timeout=0.02):
        if method is not None:
            connection.execute("INSERT INTO bare VALUES (%s)", [body.decode()])
            waiting, tag = waiting + 1, method.delivery_tag
        if waiting == BATCH or (waiting and method is None):
            connection.commit()
            channel.basic_ack(tag, multiple=True)
            waiting = 0


def _with_channel(url: str, begin: Callable[[Channel], None]) -> None:
    connection = pika.SelectConnection(
        pika.URLParameters(url), on_open_callback=lambda opened: opened.channel(on_open_callback=begin)
    )
    connection.ioloop.start()


if __name__ == "__main__":
    {"publish": publish, "consume": consume}[sys.argv[1]](*sys.argv[2:])
