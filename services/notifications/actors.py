"""Sending, outside any request. May run twice: a message leaves only for the one that claimed it."""

import time
from collections.abc import Sequence
from uuid import UUID

from services.notifications.domain import deliveries
from services.notifications.domain.batches import batches
from services.notifications.gateways.email import DEFERRED, Outcome, mailer_from
from services.notifications.runtime import runtime
from services.notifications.usecases import newsletters
from services.notifications.usecases.deliveries import Claimed, claim, give_up, settle
from services.notifications.usecases.writing import Writer, stationery
from shared.logging import get_logger
from shared.messaging.tasks import Tasks

log = get_logger(__name__)
tasks = Tasks("notifications")

CLAIMED_AT_ONCE = 10
"""Claimed messages of a worker that dies wait for the sweep: few of them."""
_PATIENCE = deliveries.LEASE.total_seconds() / 3
"""A worker keeps its claims no longer than that, so that a slow server never makes the sweep send twice."""


@tasks.actor(max_retries=5)
def send_messages(tenant_id: str, message_ids: list[str]) -> None:
    tenant, writer = UUID(tenant_id), None
    for group in batches([UUID(message_id) for message_id in message_ids], CLAIMED_AT_ONCE):
        with runtime.database.unit_of_work(tenant) as uow:
            writer = writer or Writer(stationery(uow, runtime.settings))
            claimed = claim(uow, group)
        _send_claimed(tenant, writer, claimed)
    with runtime.database.unit_of_work(tenant) as uow:
        newsletters.finish_newsletters(uow)


def _send_claimed(tenant: UUID, writer: Writer, claimed: Sequence[Claimed]) -> None:
    since = time.monotonic()
    for each in claimed:
        if time.monotonic() - since > _PATIENCE:
            outcome = Outcome(DEFERRED, None, "the mail server is slow: left for later")
        else:
            outcome = _send_one(tenant, writer, each)
        if outcome is not None:
            with runtime.database.unit_of_work(tenant) as uow:
                settle(uow, each.message.id, each.attempt, outcome)


def _send_one(tenant: UUID, writer: Writer, claimed: Claimed) -> Outcome | None:
    """None when the message cannot be written, which has then been settled."""
    message = claimed.message
    try:
        text = writer.write(claimed, runtime.clock.now())
    except Exception as error:
        log.exception("message_cannot_be_written", message=str(message.id), template=message.template)
        with runtime.database.unit_of_work(tenant) as uow:
            give_up(uow, message.id, f"{type(error).__name__}: {error}")
        return None
    outcome = mailer_from(runtime.settings).send(writer.envelope_from, message.recipient, text)
    log.info("message_attempted", message=str(message.id), state=outcome.state, smtp_code=outcome.smtp_code)
    return outcome
