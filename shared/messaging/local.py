"""The bus of standalone mode: the same outbox tables and the same handlers, without a broker.

A row leaves the outbox only when every service that listens has committed, so killing the process loses nothing, and
the inbox keeps what was already handled from happening twice.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from shared.database import Database
from shared.logging import get_logger
from shared.messaging.consumer import Consumer
from shared.messaging.outbox import Outbox, Waiting, bury
from shared.messaging.tasks import COMMON, TaskQueue, Tasks

log = get_logger(__name__)

BATCHES = {"event": 200, "task": 20}
"""How many rows of each kind are read at once."""


@dataclass(frozen=True)
class Party:
    """A service on the local bus."""

    name: str
    database: Database
    consumer: Consumer
    tasks: Tasks


class LocalBus:
    """Carries events between the parties and runs their tasks, in threads of this process: for each party one that
    carries, and one for each queue of its tasks."""

    def __init__(self, parties: Sequence[Party], *, poll: float = 1.0) -> None:
        self._parties = parties
        self._poll = poll
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        for party in self._parties:
            self._start(party, "events", "event", self._carry_events)
            for queue in party.tasks.queues:
                self._start(party, queue.name, "task", partial(self._run_tasks, queue=queue))

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def settle(self) -> None:
        """Carries and runs everything that is due, in this thread, until nothing is left: for tests and tools."""
        while any(self._carry_events(party) + self._run_all_tasks(party) for party in self._parties):
            pass

    def _start(self, party: Party, what: str, kind: str, work: Callable[[Party], int]) -> None:
        name = f"bus-{party.name}-{what}"
        thread = threading.Thread(target=self._loop, args=(party, kind, work), daemon=True, name=name)
        thread.start()
        self._threads.append(thread)

    def _loop(self, party: Party, kind: str, work: Callable[[Party], int]) -> None:
        wake = party.database.listen_to_announcements(kind)
        while not self._stop.is_set():
            try:
                done = work(party)
            except Exception:
                log.exception("bus_failed", party=party.name)
                done = 0
            # Less than a batch is all there was: what was written meanwhile has woken us.
            if done < BATCHES[kind] and wake.wait(self._poll):
                wake.clear()

    def _carry_events(self, party: Party) -> int:
        outbox = Outbox(party.database)
        rows = outbox.unsent("event", limit=BATCHES["event"])
        failed: dict[int, list[tuple[Party, str]]] = {}
        for listener in self._parties:
            heard = [row for row in rows if row.name in listener.consumer.handlers.names]
            for rejected in listener.consumer.receive([row.body for row in heard]):
                failed.setdefault(heard[rejected.index].position, []).append((listener, rejected.reason))
        given_up = [row for row in rows if row.position in failed and not outbox.put_off(row)]
        for row in given_up:
            for listener, reason in failed[row.position]:
                _bury(listener, "event", row, reason)
        gone = {row.position for row in rows} - set(failed) | {row.position for row in given_up}
        outbox.mark_sent(sorted(gone))
        return len(rows)

    def _run_all_tasks(self, party: Party) -> int:
        return sum(self._run_tasks(party, queue) for queue in party.tasks.queues)

    def _run_tasks(self, party: Party, queue: TaskQueue) -> int:
        outbox = Outbox(party.database)
        rows = outbox.unsent("task", limit=BATCHES["task"], **_names(party.tasks, queue))
        for row in rows:
            try:
                party.tasks.functions[row.name].run(row.body)
            except Exception as error:
                log.exception("task_failed", task=row.name, attempt=row.attempts + 1)
                if outbox.put_off(row):
                    continue
                _bury(party, "task", row, f"{type(error).__name__}: {error}")
            outbox.mark_sent([row.position])
        return len(rows)


def _names(tasks: Tasks, queue: TaskQueue) -> dict[str, list[str]]:
    """A task that nobody knows any more is in the common queue, from which it ends among the dead letters."""
    if queue != COMMON:
        return {"only": tasks.names_in(queue)}
    return {"without": [name for name, task in tasks.functions.items() if task.queue != COMMON]}


def _bury(party: Party, kind: str, row: Waiting, reason: str) -> None:
    bury(party.database, kind=kind, name=row.name, tenant_id=row.tenant_id, body=row.body, reason=reason)
