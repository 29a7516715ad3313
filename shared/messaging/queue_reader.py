"""Reads a queue in batches; acknowledges a batch once everything in it is settled."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pika.channel import Channel
from pika.spec import Basic, BasicProperties

from shared.logging import get_logger
from shared.messaging.errors import BrokerUnavailable
from shared.messaging.link import Declare, Link
from shared.messaging.publisher import ConfirmedPublisher, OutgoingMessage
from shared.messaging.topology import DEFAULT_WAITS, dead_queue, retry_queue

log = get_logger(__name__)

ATTEMPT, REASON = "x-attempt", "x-reason"
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Delivery:
    body: bytes
    attempt: int
    """1 for the first attempt."""
    tag: int
    message_id: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)
    channel: Channel | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Failure:
    delivery: Delivery
    reason: str
    is_final: bool = False
    """True when another attempt cannot help, such as for a message that cannot be read."""


Handle = Callable[[list[Delivery]], list[Failure]]


class QueueReader:
    """Gives batches to ``handle``, which answers with the deliveries that failed; all the others are settled.

    - A failure goes to the next waiting room, or to the dead letters after the last one, with a confirm, *before*
      the batch is acknowledged.
    - When ``handle`` raises (its database is gone), nothing is acknowledged and the same batch is tried again after
      a pause. It is not given back meanwhile: each return would count against the broker's delivery limit.
    - After a lost connection the broker delivers again; an acknowledgement is never sent on another channel than the
      one that brought the message, whose tags mean other messages.
    """

    def __init__(
        self,
        url: str,
        queue: str,
        *,
        handle: Handle,
        batch_size: int = 200,
        idle: float = 0.02,
        waits: Sequence[float] = DEFAULT_WAITS,
        before: Declare | None = None,
    ) -> None:
        self._queue, self._handle, self._waits = queue, handle, waits
        self._batch_size, self._idle = batch_size, idle
        self._buffer: deque[Delivery] = deque()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._channel: Channel | None = None
        self._link = Link(url, name=f"{queue} reader", on_channel=self._consume, on_lost=self._lost, before=before)
        self._publisher = ConfirmedPublisher(url, name=f"{queue} failures")

    def run(self) -> None:
        """Blocks until ``stop``. The batch in hand is finished first."""
        self._link.start()
        try:
            while not self._stopping.is_set():
                batch = self._next_batch()
                if batch:
                    self._work_on(batch)
        finally:
            self._link.stop()
            self._publisher.close()

    def stop(self) -> None:
        """May be called from any thread, or from a signal handler's thread."""
        self._stopping.set()

    def _next_batch(self) -> list[Delivery]:
        """Up to ``batch_size`` deliveries; what arrives within ``idle`` seconds of the first one is taken along."""
        with self._changed:
            if not self._buffer:
                self._changed.wait(0.2)  # short, so that stop() need not wake anybody
            if not self._buffer:
                return []
            deadline = time.monotonic() + self._idle
            while len(self._buffer) < self._batch_size and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            size = min(self._batch_size, len(self._buffer))
            return [self._buffer.popleft() for _ in range(size)]

    def _work_on(self, batch: list[Delivery]) -> None:
        failures = self._handled(batch)
        if failures is None or not self._is_current(batch):
            return
        try:
            self._set_aside(failures)
            self._acknowledge(batch)
        except BrokerUnavailable as error:
            self._link.reset(f"failures could not be set aside: {error}")

    def _handled(self, batch: list[Delivery]) -> list[Failure] | None:
        """None when the batch was given up: stopping, or the broker has taken it back."""
        pause = FIRST_PAUSE
        while self._is_current(batch):
            try:
                return self._handle(batch)
            except Exception:
                log.exception("batch_not_handled", queue=self._queue, size=len(batch), pause=pause)
            if self._stopping.wait(pause):
                return None
            pause = min(pause * 2, LONGEST_PAUSE)
        return None

    def _set_aside(self, failures: list[Failure]) -> None:
        messages = [self._follow_up(failure) for failure in failures]
        confirmed = self._publisher.publish(messages)
        if len(confirmed) < len({message.message_id for message in messages}):
            raise BrokerUnavailable("the broker refused a failed message")

    def _follow_up(self, failure: Failure) -> OutgoingMessage:
        delivery = failure.delivery
        is_dead = failure.is_final or delivery.attempt > len(self._waits)
        queue = dead_queue(self._queue) if is_dead else retry_queue(self._queue, self._waits[delivery.attempt - 1])
        log.warning("message_set_aside", queue=queue, attempt=delivery.attempt, reason=failure.reason)
        # the broker's own x-death header is left out: it would take the next wait for a loop and drop the message
        headers = {key: value for key, value in delivery.headers.items() if not key.startswith(("x-death", "x-first-"))}
        headers |= {ATTEMPT: delivery.attempt + (not is_dead), REASON: failure.reason[:500]}
        return OutgoingMessage("", queue, delivery.body, delivery.message_id or f"tag {delivery.tag}", headers)

    def _acknowledge(self, batch: list[Delivery]) -> None:
        channel, tag = batch[-1].channel, batch[-1].tag
        if channel is not None:
            self._link.call(lambda: channel.basic_ack(tag, multiple=True) if channel.is_open else None)

    def _is_current(self, batch: list[Delivery]) -> bool:
        return batch[-1].channel is self._channel

    # Below, everything runs in the link's thread.

    def _consume(self, channel: Channel) -> None:
        self._channel = channel
        channel.add_on_cancel_callback(lambda _frame: self._link.reset("the queue is gone"))
        channel.basic_qos(prefetch_count=2 * self._batch_size)
        channel.basic_consume(self._queue, self._received)
        log.info("reading", queue=self._queue)

    def _received(self, channel: Channel, method: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
        headers = properties.headers or {}
        delivery = Delivery(
            body=body,
            attempt=attempt_of(headers),
            tag=method.delivery_tag or 0,
            message_id=properties.message_id or "",
            headers=headers,
            channel=channel,
        )
        with self._changed:
            self._buffer.append(delivery)
            self._changed.notify()

    def _lost(self, _reason: str) -> None:
        with self._changed:
            self._channel = None
            self._buffer.clear()


def attempt_of(headers: Mapping[str, Any]) -> int:
    value = headers.get(ATTEMPT, 1)
    return value if isinstance(value, int) and value > 0 else 1
