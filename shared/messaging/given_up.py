"""Tasks that were given up after their last attempt and, without a broker, events too: rows of the service's own table.

With a broker, events that were given up wait in a queue of it: see ``dead_letters``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, select, update

from shared.database import Database
from shared.ids import new_id
from shared.messaging.consumer import Consumer
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class GivenUp:
    id: UUID
    tenant_id: UUID | None
    kind: str
    name: str
    body: Any
    reason: str


def list_given_up(database: Database) -> list[GivenUp]:
    """Those that nobody has replayed, the oldest first."""
    with database.unit_of_work(None, read_only=True, system=True) as uow:
        return _read(uow, _waiting(uow))


def replay_given_up(database: Database, consumer: Consumer) -> int:
    """Tasks leave again like new ones, events are handled at once; an event that is refused again stays.

    Returns how many. An interruption repeats some, which tasks and the inbox bear.
    """
    return _replay_tasks(database) + _replay_events(database, consumer)


def drop_given_up(database: Database, before: datetime) -> int:
    """For good. Returns how many."""
    with database.unit_of_work(None, system=True) as uow:
        table = uow.plumbing.dead_letter
        old = delete(table).where(table.c.replayed_at.is_(None), table.c.died_at < before)
        return uow.session.connection().execute(old).rowcount


def _replay_tasks(database: Database) -> int:
    with database.unit_of_work(None, system=True) as uow:
        table, outbox = uow.plumbing.dead_letter, uow.plumbing.outbox
        tasks = _read(uow, _waiting(uow).where(table.c.kind == "task").with_for_update(skip_locked=True))
        for task in tasks:
            row = {"tenant_id": task.tenant_id or PLATFORM, "message_id": new_id(), "kind": "task"}
            again = insert(outbox).values(**row, name=task.name, body=task.body, created_at=uow.now)
            uow.session.connection().execute(again)
        _mark(uow, [task.id for task in tasks])
    return len(tasks)


def _replay_events(database: Database, consumer: Consumer) -> int:
    events = [one for one in list_given_up(database) if one.kind == "event"]
    refused = {rejected.index for rejected in consumer.receive([event.body for event in events])}
    handled = [event.id for index, event in enumerate(events) if index not in refused]
    with database.unit_of_work(None, system=True) as uow:
        _mark(uow, handled)
    return len(handled)


def _waiting(uow: UnitOfWork) -> Select[Any]:
    table = uow.plumbing.dead_letter
    columns = [table.c[name] for name in GivenUp.__dataclass_fields__]
    return select(*columns).where(table.c.replayed_at.is_(None)).order_by(table.c.died_at, table.c.id)


def _read(uow: UnitOfWork, query: Select[Any]) -> list[GivenUp]:
    return [GivenUp(*row) for row in uow.session.connection().execute(query)]


def _mark(uow: UnitOfWork, ids: Collection[UUID]) -> None:
    table = uow.plumbing.dead_letter
    uow.session.connection().execute(update(table).where(table.c.id.in_(ids)).values(replayed_at=uow.now))
