"""What can be done with events that were given up: look at them, handle them again, drop them."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pika
import pika.exceptions
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import BasicProperties

from shared.messaging.errors import BrokerUnavailable
from shared.messaging.link import declare
from shared.messaging.queue_reader import REASON, attempt_of
from shared.messaging.topology import dead_queue

BACK_WITHIN = 5.0
"""Seconds; after them somebody else has probably taken the rest."""


@dataclass(frozen=True)
class DeadLetter:
    message_id: str
    body: bytes
    reason: str
    attempts: int

    @property
    def event(self) -> dict[str, Any]:
        """As it was published; empty when it cannot be read."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def is_of(self, network_id: UUID) -> bool:
        return self.event.get("tenantid") == str(network_id)

    def is_older_than(self, moment: datetime) -> bool:
        """False for one that does not say when it was published."""
        try:
            return datetime.fromisoformat(str(self.event.get("time"))) < moment
        except ValueError:
            return False


def count_dead_letters(url: str, queue: str) -> int:
    """Raises BrokerUnavailable, also when the queue was never declared."""
    counts: list[int] = []
    declare(url, lambda channel: counts.append(_count(channel, dead_queue(queue))))
    return counts[0]


def dead_letters(url: str, queue: str, *, limit: int = 50) -> list[DeadLetter]:
    """The oldest ones, which stay where they are."""
    found: list[DeadLetter] = []
    standing = count_dead_letters(url, queue)

    def look(channel: BlockingChannel) -> None:
        for _ in range(min(limit, _count(channel, dead_queue(queue)))):
            method, properties, body = channel.basic_get(dead_queue(queue))
            if method is not None and properties is not None:
                found.append(_letter(properties, body or b""))
        # closing the channel gives them all back

    declare(url, look)
    _wait_until_back(url, queue, standing)
    return found


def replay_dead_letters(url: str, queue: str) -> int:
    """Puts the dead letters back into ``queue``, as first attempts. Returns how many.

    Each leaves the dead letters only once the broker has confirmed the copy, so an interruption repeats one at
    worst; the inbox makes that harmless. Raises BrokerUnavailable.
    """
    moved: list[str] = []

    def move(channel: BlockingChannel) -> None:
        channel.confirm_delivery()
        for _ in range(_count(channel, dead_queue(queue))):
            method, properties, body = channel.basic_get(dead_queue(queue))
            if method is None or properties is None:
                return
            again = BasicProperties(
                delivery_mode=2, message_id=properties.message_id, content_type=properties.content_type, headers={}
            )
            channel.basic_publish("", queue, body or b"", again, mandatory=True)
            channel.basic_ack(method.delivery_tag or 0)
            moved.append(str(properties.message_id))

    try:
        declare(url, move)
    except (pika.exceptions.UnroutableError, pika.exceptions.NackError) as error:
        raise BrokerUnavailable(f"the broker refused a replay after {len(moved)}: {error!r}") from error
    return len(moved)


def drop_dead_letters(url: str, queue: str, unwanted: Callable[[DeadLetter], bool]) -> int:
    """For good; the others stay where they are. Returns how many. Raises BrokerUnavailable."""
    dropped: list[str] = []
    standing = count_dead_letters(url, queue)

    def drop(channel: BlockingChannel) -> None:
        for _ in range(_count(channel, dead_queue(queue))):
            method, properties, body = channel.basic_get(dead_queue(queue))
            if method is None or properties is None:
                return
            if unwanted(_letter(properties, body or b"")):
                channel.basic_ack(method.delivery_tag or 0)
                dropped.append(str(properties.message_id))
        # closing the channel gives the others back

    declare(url, drop)
    _wait_until_back(url, queue, standing - len(dropped))
    return len(dropped)


def _wait_until_back(url: str, queue: str, count: int) -> None:
    """A quorum queue takes a moment to have again what a closed channel gives back: whoever asks next would miss it."""
    until = time.monotonic() + BACK_WITHIN
    while count_dead_letters(url, queue) < count and time.monotonic() < until:
        time.sleep(0.05)


def _count(channel: BlockingChannel, queue: str) -> int:
    return channel.queue_declare(queue, durable=True, passive=True).method.message_count


def _letter(properties: BasicProperties, body: bytes) -> DeadLetter:
    headers = properties.headers or {}
    reason = str(headers.get(REASON) or headers.get("x-first-death-reason") or "")
    return DeadLetter(str(properties.message_id), body, reason, attempt_of(headers))
