"""Publishes batches and waits for the broker to say that each message is safe."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pika
import pika.exceptions
from pika.channel import Channel
from pika.frame import Method
from pika.spec import Basic, BasicProperties

from shared.messaging.errors import BrokerUnavailable, NotConfirmed
from shared.messaging.link import Declare, Link

PERSISTENT = pika.DeliveryMode.Persistent


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    exchange: str
    """Empty for the default exchange: the routing key is then the name of a queue."""
    routing_key: str
    body: bytes
    message_id: str
    headers: Mapping[str, Any] = field(default_factory=dict)
    content_type: str = "application/json"


class ConfirmedPublisher:
    """Publishes persistently with asynchronous confirms. One batch at a time; several threads may share it.

    ``timeout`` bounds the whole of a ``publish``, in seconds: a frozen broker or a memory alarm ends in an error.
    """

    def __init__(
        self, url: str, *, timeout: float = 15.0, before: Declare | None = None, name: str = "publisher"
    ) -> None:
        self._timeout = timeout
        self._link = Link(url, name=name, on_channel=self._prepare, on_lost=self._lost, before=before)
        self._one_batch = threading.Lock()
        self._ready = threading.Event()
        self._started = False
        self._channel: Channel | None = None
        self._next_tag = 1
        self._batch: _Batch | None = None

    def publish(self, messages: Sequence[OutgoingMessage]) -> set[str]:
        """The ids of the messages that the broker has made safe.

        A message missing from the answer was refused by the broker, or no queue wanted it.
        Raises BrokerUnavailable when nothing was sent, NotConfirmed when the connection ended in the middle.
        """
        if not messages:
            return set()
        with self._one_batch:
            deadline = time.monotonic() + self._timeout
            self._wait_for_channel()
            batch = _Batch(messages)
            self._link.call(lambda: self._send(batch))
            if not batch.done.wait(max(0.1, deadline - time.monotonic())):
                self._start_over("no confirm in time")
                raise NotConfirmed(f"no confirm within {self._timeout} s", frozenset(batch.confirmed))
            if batch.error is not None:
                raise NotConfirmed(batch.error, frozenset(batch.confirmed))
            if batch.unwanted:
                self._start_over("a queue is missing")  # the new connection declares it again
            return batch.confirmed

    def close(self) -> None:
        if self._started:
            self._link.stop()

    def _start_over(self, reason: str) -> None:
        """The next batch waits for the new connection instead of failing at once on the one that is ending."""
        self._ready.clear()
        self._link.reset(reason)

    def _wait_for_channel(self) -> None:
        if not self._started:
            self._started = True
            self._link.start()
        if not self._ready.wait(self._timeout):
            raise BrokerUnavailable(f"no connection within {self._timeout} s")

    # Below, everything runs in the link's thread.

    def _prepare(self, channel: Channel) -> None:
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(ack_nack_callback=self._settled, callback=lambda _frame: self._open_for_work(channel))

    def _open_for_work(self, channel: Channel) -> None:
        self._channel, self._next_tag, self._batch = channel, 1, None
        self._ready.set()

    def _send(self, batch: "_Batch") -> None:
        channel = self._channel
        if channel is None or not channel.is_open:
            return batch.fail("connection lost")
        self._batch = batch
        try:
            for message in batch.messages:
                batch.waiting[self._next_tag] = message.message_id
                self._next_tag += 1
                channel.basic_publish(
                    message.exchange, message.routing_key, message.body, _properties(message), mandatory=True
                )
        except Exception as error:  # a message that cannot be encoded must not end the thread
            batch.fail(repr(error))
            self._start_over(repr(error))

    def _returned(self, _channel: Channel, _method: Basic.Return, properties: BasicProperties, _body: bytes) -> None:
        """No queue wanted it. The broker confirms it all the same, just after."""
        if self._batch is not None:
            self._batch.unwanted.add(str(properties.message_id))

    def _settled(self, frame: Method) -> None:
        method = frame.method
        if self._batch is not None:
            self._batch.settle(method.delivery_tag, multiple=method.multiple, safe=isinstance(method, Basic.Ack))

    def _lost(self, reason: str) -> None:
        self._ready.clear()
        self._channel = None
        batch, self._batch = self._batch, None
        if batch is not None:
            batch.fail(reason)


class _Batch:
    """Messages on their way, by delivery tag, in the order of the tags."""

    def __init__(self, messages: Sequence[OutgoingMessage]) -> None:
        self.messages = messages
        self.waiting: dict[int, str] = {}
        self.unwanted: set[str] = set()
        self.confirmed: set[str] = set()
        self.error: str | None = None
        self.done = threading.Event()

    def settle(self, tag: int, *, multiple: bool, safe: bool) -> None:
        for settled in self._tags_up_to(tag) if multiple else [tag]:
            message_id = self.waiting.pop(settled, None)
            if message_id is not None and safe and message_id not in self.unwanted:
                self.confirmed.add(message_id)
        if not self.waiting:
            self.done.set()

    def fail(self, reason: str) -> None:
        if not self.done.is_set():
            self.error = reason
            self.done.set()

    def _tags_up_to(self, last: int) -> list[int]:
        tags = []
        for tag in self.waiting:
            if tag > last:
                break
            tags.append(tag)
        return tags


def _properties(message: OutgoingMessage) -> BasicProperties:
    return BasicProperties(
        delivery_mode=PERSISTENT,
        message_id=message.message_id,
        content_type=message.content_type,
        headers=dict(message.headers),
    )
