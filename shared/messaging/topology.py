"""Exchanges and queues of the broker, declared by code. Declaring twice is harmless.

::

    maillage.events ──(name of the event)──► <service>.events ──reader──► handled
          │ nobody hears it                       ▲      │ refused
          ▼                                       │      ▼
    maillage.unrouted                     <service>.events.retry.<wait>      … after the last wait
                                                         └──────────────────► <service>.events.dead

Every queue is a quorum queue: replicated on a cluster, and safe on one node. A single node that is killed within a
second of a queue's first declaration may leave it without a leader, also after its next starts (seen with RabbitMQ
3.10.8): nothing is confirmed there any more. :file:`deploy/README.md` says how the operator wakes it.
"""

from collections.abc import Iterable, Sequence

from pika.adapters.blocking_connection import BlockingChannel

from shared.events.base import Json

EVENTS_EXCHANGE = "maillage.events"
UNROUTED = "maillage.unrouted"

LISTENERS = ("directory", "sessions", "notifications", "reporting")
"""Services whose queue must be there before anything is published; on a new installation it is then bound, too."""

DEFAULT_WAITS: Sequence[float] = (2, 10, 60, 300)
"""Seconds before the 2nd, 3rd … attempt; together well under RabbitMQ's consumer timeout of 30 minutes."""

DELIVERY_LIMIT = 100
"""Deliveries that ended with a dead reader, after which the broker itself sets the message aside. RabbitMQ 4 would
drop a message after 20; no limit at all would let a message that kills its reader come back for ever."""

QUORUM: Json = {"x-queue-type": "quorum"}
SURE_DEAD_LETTERING: Json = {"x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish"}
"""By default a quorum queue moves dead letters without confirm: one could be lost when the broker is killed."""


def events_queue(service: str) -> str:
    return f"{service}.events"


def dead_queue(queue: str) -> str:
    return f"{queue}.dead"


def retry_queue(queue: str, wait: float) -> str:
    """The wait is in the name because a queue's lifetime cannot be changed: a new wait is a new queue, and the old
    one empties itself back into ``queue``."""
    return f"{queue}.retry.{round(wait * 1000)}ms"


def declare_exchanges(channel: BlockingChannel) -> None:
    channel.exchange_declare(UNROUTED, "fanout", durable=True)
    channel.queue_declare(UNROUTED, durable=True, arguments=QUORUM | {"x-max-length": 100_000})
    channel.queue_bind(UNROUTED, UNROUTED)
    channel.exchange_declare(EVENTS_EXCHANGE, "topic", durable=True, arguments={"alternate-exchange": UNROUTED})


def declare_service(
    channel: BlockingChannel, service: str, events: Iterable[str], *, waits: Sequence[float] = DEFAULT_WAITS
) -> None:
    """A queue bound to the names of the ``events`` that the service hears, its waiting rooms and its dead letters.

    The dead letters come last: where they are, everything else is (:func:`require_listeners`).
    """
    queue = events_queue(service)
    declare_exchanges(channel)
    channel.queue_declare(queue, durable=True, arguments=_leads_to(dead_queue(queue), limit=DELIVERY_LIMIT))
    for wait in waits:
        arguments = _leads_to(queue) | {"x-message-ttl": round(wait * 1000)}
        channel.queue_declare(retry_queue(queue, wait), durable=True, arguments=arguments)
    for name in events:
        channel.queue_bind(queue, EVENTS_EXCHANGE, routing_key=name)
    channel.queue_declare(dead_queue(queue), durable=True, arguments=QUORUM | {"x-delivery-limit": 1_000_000})


def require_listeners(channel: BlockingChannel) -> None:
    """On a new installation, an event published before the others have bound their queues would miss them.

    Raises pika's ChannelClosedByBroker (404) while one is missing. A queue stays when its worker stops, so later on
    this holds nobody up.
    """
    for service in LISTENERS:
        channel.queue_declare(dead_queue(events_queue(service)), passive=True)


def _leads_to(queue: str, *, limit: int = 1_000_000) -> Json:
    through_default_exchange = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": queue}
    return QUORUM | SURE_DEAD_LETTERING | through_default_exchange | {"x-delivery-limit": limit}
