"""From the outbox to the broker: the only thing in a service that publishes."""

import json
import threading

from sqlalchemy.exc import SQLAlchemyError

from shared.database import Database
from shared.logging import get_logger
from shared.messaging.dramatiq_broker import task_message
from shared.messaging.errors import BrokerUnavailable, NotConfirmed
from shared.messaging.outbox import Outbox, Waiting
from shared.messaging.publisher import ConfirmedPublisher, OutgoingMessage
from shared.messaging.tasks import Tasks
from shared.messaging.topology import EVENTS_EXCHANGE

log = get_logger(__name__)

BATCH = 200
POLL = 0.1
"""Seconds between two looks at an empty outbox; a commit of this process is seen at once. A NOTIFY at each commit would
cost 40 % of the commits' speed."""
STANDBY = 1.0
"""Seconds between two attempts to become the one relay at work, or after a failure."""


class Relay:
    """Publishes what the outbox holds, in order, and marks it sent once the broker has confirmed it.

    A crash between the two sends a message twice, which the inbox makes harmless; none is lost.
    """

    def __init__(self, tasks: Tasks, database: Database, publisher: ConfirmedPublisher) -> None:
        self._tasks, self._database, self._publisher = tasks, database, publisher
        self._outbox = Outbox(database)
        self._wake = database.listen_to_announcements("event", "task")

    def run(self, stop: threading.Event) -> None:
        """Blocks until ``stop``. An absent broker or database is waited for."""
        while not stop.is_set():
            try:
                with self._outbox.sole_relay() as is_at_work:
                    while is_at_work and not stop.is_set():
                        if self.relay_once() < BATCH:
                            self._wait_for_work()
            except (BrokerUnavailable, SQLAlchemyError) as error:
                log.warning("relay_paused", reason=repr(error))
            stop.wait(STANDBY)

    def relay_once(self) -> int:
        """Sends one batch. Returns its size. Raises BrokerUnavailable when not all of it was confirmed."""
        rows = self._outbox.unsent("event", "task", limit=BATCH)
        if not rows:
            return 0
        try:
            confirmed = self._publisher.publish([self._message(row) for row in rows])
        except NotConfirmed as error:
            self._mark(rows, error.confirmed)
            raise
        self._mark(rows, confirmed)
        if len(confirmed) < len(rows):
            raise BrokerUnavailable(f"{len(rows) - len(confirmed)} messages refused by the broker")
        return len(rows)

    def _mark(self, rows: list[Waiting], confirmed: set[str] | frozenset[str]) -> None:
        self._outbox.mark_sent([row.position for row in rows if str(row.message_id) in confirmed])

    def _message(self, row: Waiting) -> OutgoingMessage:
        message_id = str(row.message_id)
        if row.kind == "task":
            return task_message(self._tasks, row.name, row.body, message_id=message_id)
        body = json.dumps(row.body, ensure_ascii=False, separators=(",", ":")).encode()
        return OutgoingMessage(EVENTS_EXCHANGE, row.name, body, message_id, content_type="application/cloudevents+json")

    def _wait_for_work(self) -> None:
        if self._wake.wait(POLL):
            self._wake.clear()
