"""Sending: claim (committed before anything leaves), hand over, settle.

A worker killed in between leaves claimed messages behind; at most one of them may have left. The sweep gives them
back after :data:`deliveries.LEASE` and they leave again under the same Message-ID: nobody is left out, and what is
repeated is at most what was in flight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, union, update

from services.notifications.domain import deliveries
from services.notifications.gateways.email import Outcome
from services.notifications.models import Message, Newsletter, Suppression
from services.notifications.models.message import NEWSLETTER
from services.notifications.models.newsletter import SENDING
from services.notifications.usecases.messages import enqueue
from shared.unit_of_work import UnitOfWork

FORGOTTEN = timedelta(minutes=1)
"""A message pending longer than this has lost its task (or waits for a later attempt that is due)."""
SWEPT_AT_ONCE = 5000


@dataclass(frozen=True)
class Claimed:
    """A message that this worker alone may send now."""

    message: Message
    attempt: int
    newsletter: Newsletter | None


def claim(uow: UnitOfWork, message_ids: Sequence[UUID]) -> list[Claimed]:
    """Those of the messages that are due and free. What has lost its use is settled on the way."""
    query = (
        select(Message)
        .where(Message.id.in_(message_ids), Message.state == deliveries.PENDING, Message.due_at <= uow.now)
        .order_by(Message.id)
        .with_for_update(skip_locked=True)
    )
    free = [message for message in uow.session.scalars(query).all() if _still_useful(uow, message)]
    for message in free:
        message.claim(uow.now)
    letters = _newsletters_of(uow, free)
    return [Claimed(message, message.attempts, letters.get(message.newsletter_id)) for message in free]


def settle(uow: UnitOfWork, message_id: UUID, attempt: int, outcome: Outcome) -> None:
    """Writes what became of one attempt, unless the sweep has given the message to somebody else meanwhile."""
    if outcome.state == deliveries.SENT:
        return _settle_sent(uow, message_id, attempt, outcome)
    message = uow.get(Message, message_id, lock=True)
    if message.state != deliveries.SENDING or message.attempts != attempt:
        return
    verdict = deliveries.verdict(outcome.state, attempt)
    if verdict.wait is not None:
        message.put_back(uow.now + verdict.wait, smtp_code=outcome.smtp_code, detail=outcome.detail)
        return
    message.settle(verdict.state, uow.now, smtp_code=outcome.smtp_code, detail=outcome.detail)


def _settle_sent(uow: UnitOfWork, message_id: UUID, attempt: int, outcome: Outcome) -> None:
    """One statement: this is what happens to nearly every message, thousands of times in a row."""
    table: Any = Message.__table__
    mine = (table.c.tenant_id == uow.tenant_id, table.c.id == message_id)
    claimed = (table.c.state == deliveries.SENDING, table.c.attempts == attempt)
    values = {"state": deliveries.SENT, "claimed_at": None, "settled_at": uow.now}
    values |= {"smtp_code": outcome.smtp_code, "detail": outcome.detail}
    uow.session.connection().execute(update(table).where(*mine, *claimed).values(values))


def give_up(uow: UnitOfWork, message_id: UUID, reason: str) -> None:
    """The message cannot even be written: no later attempt would change that."""
    message = uow.get(Message, message_id, lock=True)
    message.settle(deliveries.FAILED, uow.now, detail=reason[:300])


def sweep(uow: UnitOfWork) -> None:
    """Takes back the claims of dead workers and starts again what has lost its task or is due again."""
    stale = select(Message).where(Message.state == deliveries.SENDING, Message.claimed_at < uow.now - deliveries.LEASE)
    for message in uow.session.scalars(stale.with_for_update(skip_locked=True)).all():
        settle(uow, message.id, message.attempts, Outcome(deliveries.UNKNOWN, None, "the worker died while sending"))
        if message.state == deliveries.PENDING:
            message.due_at = uow.now
    uow.session.flush()
    forgotten = select(Message.id).where(
        Message.state == deliveries.PENDING,
        Message.due_at <= uow.now,
        Message.created_at <= uow.now - FORGOTTEN,
    )
    enqueue(uow, uow.session.scalars(forgotten.order_by(Message.id).limit(SWEPT_AT_ONCE)).all())


def networks_with_work(uow: UnitOfWork) -> list[UUID]:
    """Where a message waits or a letter is not finished, across all networks; for a unit of work of the system."""
    unsettled = Message.state.in_((deliveries.PENDING, deliveries.SENDING))
    waiting = select(Message.tenant_id).where(unsettled, Message.due_at <= uow.now)
    unfinished = select(Newsletter.tenant_id).where(Newsletter.state == SENDING)
    return list(uow.session.scalars(union(waiting, unfinished)))


def _still_useful(uow: UnitOfWork, message: Message) -> bool:
    if message.expires_at is not None and message.expires_at <= uow.now:
        message.settle(deliveries.EXPIRED, uow.now)
        return False
    if message.template == NEWSLETTER and _is_suppressed(uow, message.recipient):
        message.settle(deliveries.SUPPRESSED, uow.now)
        return False
    return True


def _is_suppressed(uow: UnitOfWork, email: str) -> bool:
    return uow.session.scalar(select(Suppression.id).where(Suppression.email == email)) is not None


def _newsletters_of(uow: UnitOfWork, messages: Sequence[Message]) -> dict[UUID | None, Newsletter]:
    wanted = {message.newsletter_id for message in messages} - {None}
    query = select(Newsletter).where(Newsletter.id.in_(wanted))
    return {newsletter.id: newsletter for newsletter in uow.session.scalars(query)} if wanted else {}
