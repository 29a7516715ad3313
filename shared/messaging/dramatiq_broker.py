"""Tasks inside one service: dramatiq over RabbitMQ, with quorum queues and without its hole.

Pinned to dramatiq 2.2.1: ``_RabbitmqConsumer`` and the ``_declare…`` methods are private. ``tests/shared/
test_stale_ack.py`` shows the hole in the stock consumer and that it is closed here.
"""

from collections.abc import Callable
from typing import Any

from dramatiq import Actor, Message
from dramatiq.brokers.rabbitmq import RabbitmqBroker, _RabbitmqConsumer
from dramatiq.common import dq_name, xq_name
from dramatiq.middleware import CurrentMessage, Middleware, Retries, ShutdownNotifications, TimeLimit
from pika.adapters.blocking_connection import BlockingChannel

from shared.events.base import Json
from shared.logging import get_logger
from shared.messaging.link import parameters_of
from shared.messaging.publisher import OutgoingMessage
from shared.messaging.tasks import COMMON, TaskQueue, Tasks
from shared.messaging.topology import QUORUM

log = get_logger(__name__)

Bury = Callable[[str, Json, str], None]
"""``bury(actor name, body of the task, reason)``: keeps a task that was given up where the operator finds it."""

FIRST_WAIT, LONGEST_WAIT = 1_000, 300_000
"""Milliseconds before the second attempt of a task, and at most before any."""

_NO_LIMIT = {"x-delivery-limit": 1_000_000}
"""A waiting task is held by a worker, and given back by each worker that stops: that must not count as failing."""


class OwnAcksOnly(_RabbitmqConsumer):
    """Settles only messages that this consumer itself received.

    After a reconnect the new channel's tags begin at 1 again. The stock consumer compares nothing but the number, so
    the late acknowledgement of an old message removes another one, which is then never worked on.
    """

    def __next__(self) -> Any:
        message: Any = super().__next__()
        if message is not None:
            message.received_by = self
        return message

    def ack(self, message: Any) -> None:
        if self._is_own(message):
            super().ack(message)

    def nack(self, message: Any) -> None:
        if self._is_own(message):
            super().nack(message)

    def _is_own(self, message: Any) -> bool:
        if message.received_by is self:
            return True
        log.warning("stale_acknowledgement_ignored", message_id=message.message_id)
        return False


class TaskBroker(RabbitmqBroker):
    """Publishes with confirms; every queue is a quorum queue."""

    @property
    def consumer_class(self) -> type[_RabbitmqConsumer]:
        return OwnAcksOnly

    def _build_queue_arguments(self, queue_name: str) -> Json:
        return _arguments(queue_name)

    def _declare_xq_queue(self, queue_name: str) -> Any:
        """Without dramatiq's silent end after seven days."""
        return self.channel.queue_declare(xq_name(queue_name), durable=True, arguments=QUORUM | _NO_LIMIT)


class LastRites(Middleware):
    """Hands a task that failed for good to ``bury``, before the broker sets its message aside."""

    def __init__(self, bury: Bury) -> None:
        self._bury = bury

    def after_process_message(
        self, broker: Any, message: Any, *, result: Any = None, exception: BaseException | None = None
    ) -> None:
        if message.failed and exception is not None:
            self._bury(message.actor_name, message.args[0], f"{type(exception).__name__}: {exception}")


def make_broker(url: str, *, bury: Bury | None = None) -> TaskBroker:
    """A broker with few retries and no other habit. Connects on first use."""
    middleware: list[Middleware] = [
        CurrentMessage(),
        ShutdownNotifications(notify_shutdown=False),
        TimeLimit(time_limit=600_000),
        Retries(max_retries=5, min_backoff=FIRST_WAIT, max_backoff=LONGEST_WAIT),
    ]
    if bury is not None:
        # dramatiq goes through the list backwards after the work: what comes first here sees the verdict of Retries
        middleware.insert(0, LastRites(bury))
    broker = TaskBroker(url=url, confirm_delivery=True, middleware=middleware)
    broker.parameters = parameters_of(url)
    return broker


def tasks_queue(service: str, queue: TaskQueue = COMMON) -> str:
    return f"{service}.{queue.name}"


def register(broker: TaskBroker, tasks: Tasks, queue: TaskQueue = COMMON) -> None:
    """Makes an actor of each of the service's tasks that wait in ``queue``.

    Whoever reads the common one knows them all: a task may lie there since before it was given a queue of its own.
    """
    for name in tasks.functions if queue == COMMON else tasks.names_in(queue):
        task = tasks.functions[name]
        Actor(
            task.run,
            broker=broker,
            actor_name=name,
            queue_name=tasks_queue(tasks.service, queue),
            priority=0,
            options={"max_retries": task.max_retries, "time_limit": task.time_limit},
        )


def declare_tasks(channel: BlockingChannel, tasks: Tasks) -> None:
    """Each queue, its waiting room and its dead letters, as dramatiq itself declares them."""
    for queue in (tasks_queue(tasks.service, one) for one in tasks.queues):
        channel.queue_declare(xq_name(queue), durable=True, arguments=QUORUM | _NO_LIMIT)
        for name in (queue, dq_name(queue)):
            channel.queue_declare(name, durable=True, arguments=_arguments(queue))


def _arguments(queue: str) -> Json:
    return QUORUM | _NO_LIMIT | {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": xq_name(queue)}


def task_message(tasks: Tasks, name: str, body: Json, *, message_id: str) -> OutgoingMessage:
    """The message that starts a task, for the relay: the outbox row's name and body."""
    queue = tasks_queue(tasks.service, tasks.queue_of(name))
    message = Message(queue_name=queue, actor_name=name, args=(body,), kwargs={}, options={}, message_id=message_id)
    return OutgoingMessage("", queue, message.encode(), message_id)


def count_waiting(broker: TaskBroker, service: str, queue: TaskQueue = COMMON) -> tuple[int, int, int]:
    """Messages ready, delayed, and dead."""
    return broker.get_queue_message_counts(tasks_queue(service, queue))
