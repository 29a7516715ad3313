"""The worker process of a service: relay, reader of events, tasks and clock, until SIGTERM.

Each runs in a thread of its own. When one of them dies the process ends with an error, and whoever supervises it
(compose, Kubernetes) starts it again: half a worker that looks alive is the worst of all.
"""

import json
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from pika.adapters.blocking_connection import BlockingChannel

from shared.logging import get_logger
from shared.messaging.consumer import Consumer
from shared.messaging.dramatiq_broker import declare_tasks
from shared.messaging.outbox import bury
from shared.messaging.publisher import ConfirmedPublisher
from shared.messaging.queue_reader import Delivery, Failure, QueueReader
from shared.messaging.relay import Relay
from shared.messaging.task_threads import TaskThreads
from shared.messaging.ticks import keep_ticking
from shared.messaging.topology import DEFAULT_WAITS, declare_service, events_queue, require_listeners
from shared.service import Service

log = get_logger(__name__)

PATIENCE = 20
"""Seconds that a task in hand gets to finish when the worker is told to stop."""


class Worker:
    """``consumer``: by default the service's own. ``waits``: seconds before each new attempt of a refused event."""

    def __init__(
        self, service: Service, *, consumer: Consumer | None = None, waits: Sequence[float] = DEFAULT_WAITS
    ) -> None:
        self._service, self._waits = service, waits
        self._consumer = consumer or service.consumer()
        self._stop = threading.Event()
        self._died: list[str] = []
        url, database = service.runtime.settings.rabbitmq_url, service.runtime.database
        self._publisher = ConfirmedPublisher(url, before=self._declare_before_publishing, name=f"{service.name} relay")
        self._relay = Relay(service.tasks, database, self._publisher)
        queue = events_queue(service.name)
        self._reader = QueueReader(url, queue, handle=self._handle, waits=waits, before=self._declare)
        self._tasks = TaskThreads(url, service.tasks, bury=self._bury)

    def run(self) -> int:
        """Blocks; returns the exit code of the process."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: self._stop.set())
        threads = [
            self._thread("relay", lambda: self._relay.run(self._stop)),
            self._thread("reader", self._reader.run),
            self._thread("clock", lambda: keep_ticking(self._service.ticks, self._service.runtime.clock, self._stop)),
        ]
        self._tasks.start()
        log.info("worker_started")
        while not self._stop.wait(1):
            self._look_after_the_task_threads()
        self._reader.stop()
        self._tasks.stop(seconds=PATIENCE)
        for thread in threads:
            thread.join(PATIENCE)
        self._publisher.close()
        self._service.runtime.stop()
        log.info("worker_stopped", died=self._died)
        return 1 if self._died else 0

    def _thread(self, name: str, run: Callable[[], None]) -> threading.Thread:
        def guarded() -> None:
            try:
                run()
            except Exception:
                log.exception("thread_died", thread=name)
                self._died.append(name)
            self._stop.set()

        thread = threading.Thread(target=guarded, name=name, daemon=True)
        thread.start()
        return thread

    def _look_after_the_task_threads(self) -> None:
        """A message that dramatiq cannot place ends the thread that holds it, and nothing else shows it."""
        if dead := self._tasks.dead():
            log.error("thread_died", threads=dead)
            self._died += dead
            self._stop.set()

    def _declare(self, channel: BlockingChannel) -> None:
        declare_service(channel, self._service.name, self._service.handlers.names, waits=self._waits)
        declare_tasks(channel, self._service.tasks)

    def _declare_before_publishing(self, channel: BlockingChannel) -> None:
        self._declare(channel)
        require_listeners(channel)

    def _handle(self, batch: list[Delivery]) -> list[Failure]:
        """Raises the database's error when it is away: nothing is then acknowledged."""
        failures: list[Failure] = []
        readable: list[tuple[Delivery, Any]] = []
        for delivery in batch:
            try:
                readable.append((delivery, json.loads(delivery.body)))
            except ValueError as error:
                failures.append(Failure(delivery, f"not JSON: {error}", is_final=True))
        rejected = self._consumer.receive([body for _, body in readable])
        return failures + [Failure(readable[refusal.index][0], refusal.reason) for refusal in rejected]

    def _bury(self, name: str, body: dict[str, Any], reason: str) -> None:
        tenant_id = body.get("arguments", {}).get("tenant_id")
        database = self._service.runtime.database
        tenant = UUID(tenant_id) if tenant_id else None
        bury(database, kind="task", name=name, tenant_id=tenant, body=body, reason=reason)
