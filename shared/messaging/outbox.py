"""Reading the outbox: what is unsent, what has been sent, what failed."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, text, update

from shared.database import Database
from shared.ids import new_id

KEPT = timedelta(days=30)
RELAY_LOCK = 7_310_001
"""Advisory lock: one relay per service at work, the others wait."""

WAITS = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5))
"""Before each new attempt of what failed; after the last one it becomes a dead letter."""


@dataclass(frozen=True)
class Waiting:
    """A row of the outbox that has not left yet."""

    position: int
    tenant_id: UUID
    message_id: UUID
    name: str
    body: dict[str, Any]
    attempts: int
    kind: str


class Outbox:
    """The outbox of one service, over all its networks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.plumbing.outbox

    def unsent(
        self, *kinds: str, limit: int = 200, only: Collection[str] | None = None, without: Collection[str] = ()
    ) -> list[Waiting]:
        """In the order of writing. Rows that failed wait for their turn. ``only``, ``without``: names."""
        table = self._table
        columns = [table.c[name] for name in Waiting.__dataclass_fields__]
        with self._database.unit_of_work(None, read_only=True, system=True) as uow:
            due = or_(table.c.not_before.is_(None), table.c.not_before <= uow.now)
            query = select(*columns).where(table.c.kind.in_(kinds), table.c.published_at.is_(None), due)
            query = query.where(table.c.name.not_in(without)) if without else query
            query = query if only is None else query.where(table.c.name.in_(only))
            return [Waiting(*row) for row in uow.session.execute(query.order_by(table.c.position).limit(limit))]

    def count_unsent(self) -> int:
        with self._database.unit_of_work(None, read_only=True, system=True) as uow:
            query = text("SELECT count(*) FROM outbox WHERE published_at IS NULL")
            return uow.session.execute(query).scalar_one()

    def mark_sent(self, positions: Sequence[int]) -> None:
        if not positions:
            return
        table = self._table
        with self._database.unit_of_work(None, system=True) as uow:
            sent = update(table).where(table.c.position.in_(positions)).values(published_at=uow.now)
            uow.session.connection().execute(sent)

    def put_off(self, row: Waiting) -> bool:
        """Leaves the row for later. False when it has had all its attempts."""
        if row.attempts >= len(WAITS):
            return False
        table = self._table
        with self._database.unit_of_work(None, system=True) as uow:
            values = {"attempts": row.attempts + 1, "not_before": uow.now + WAITS[row.attempts]}
            uow.session.connection().execute(update(table).where(table.c.position == row.position).values(values))
        return True

    def sweep(self) -> None:
        """Forgets what left more than :data:`KEPT` ago, and what was heard three times as long ago."""
        plumbing = self._database.plumbing
        with self._database.unit_of_work(None, system=True) as uow:
            connection = uow.session.connection()
            connection.execute(delete(self._table).where(self._table.c.published_at < uow.now - KEPT))
            connection.execute(delete(plumbing.inbox).where(plumbing.inbox.c.received_at < uow.now - 3 * KEPT))
            connection.execute(delete(plumbing.idempotency).where(plumbing.idempotency.c.created_at < uow.now - KEPT))

    @contextmanager
    def sole_relay(self) -> Iterator[bool]:
        """True for the one process that holds the relay's lock, until the block ends or its connection dies."""
        with self._database.alone(RELAY_LOCK) as held:
            yield held


def bury(database: Database, *, kind: str, name: str, tenant_id: UUID | None, body: Any, reason: str) -> None:
    """Keeps what could not be handled where the operator finds and replays it."""
    with database.unit_of_work(None, system=True) as uow:
        values = {"id": new_id(), "tenant_id": tenant_id, "kind": kind, "name": name, "body": body}
        row = insert(database.plumbing.dead_letter).values(**values, reason=reason[:2000], died_at=uow.now)
        uow.session.connection().execute(row)
