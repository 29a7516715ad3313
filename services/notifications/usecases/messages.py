"""Deciding to write to somebody: one row a recipient, and the task that will send it, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.notifications.domain import deliveries
from services.notifications.domain.batches import batches
from services.notifications.models import Message
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.unit_of_work import UnitOfWork

TASK_SIZE = 50
"""Messages per sending task: enough to make its cost small, few enough that others get their turn."""


SEND = TaskName("send_messages")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to write. ``source`` and ``recipient`` make it unique in its network."""

    template: str
    source: str
    recipient: str
    name: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    newsletter_id: UUID | None = None
    invitation_id: UUID | None = None
    expires_at: datetime | None = None


def write_messages(uow: UnitOfWork, drafts: Sequence[Draft]) -> int:
    """Adds the messages that are not there yet and starts their sending. Returns how many were added."""
    written = [message_id for group in batches(drafts, 1000) for message_id in _insert(uow, group)]
    enqueue(uow, written)
    return len(written)


def enqueue(uow: UnitOfWork, message_ids: Sequence[UUID]) -> None:
    for group in batches(message_ids, TASK_SIZE):
        uow.enqueue(SEND, tenant_id=str(uow.tenant_id), message_ids=[str(message_id) for message_id in group])


def write_requested(uow: UnitOfWork, event: MessageRequested) -> None:
    draft = Draft(
        template=event.template,
        source=str(event.message_id),
        recipient=event.email.strip().lower(),
        name=str(event.context.get("name", "")),
        context=event.context,
        expires_at=event.expires_at,
    )
    write_messages(uow, [draft])


def _insert(uow: UnitOfWork, drafts: Sequence[Draft]) -> list[UUID]:
    common = {"tenant_id": uow.tenant_id, "state": deliveries.PENDING, "attempts": 0, "detail": ""}
    common |= {"created_at": uow.now, "due_at": uow.now}
    rows = [{**common, "id": new_id(), **vars(draft)} for draft in drafts]
    table = Message.__table__
    statement = insert(table).on_conflict_do_nothing().returning(table.c.id)  # type: ignore[arg-type]
    return list(uow.session.connection().execute(statement, rows).scalars())
