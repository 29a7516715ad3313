"""What became of each call: claim (committed before anything leaves), settle."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from services.directory.domain import links
from services.directory.domain.webhook_signatures import GIVEN_UP_AFTER, WAITS
from services.directory.models.webhook import DELIVERED, FAILED, PENDING, Webhook, WebhookDelivery
from services.directory.usecases.administrators import write_to_administrators
from services.directory.usecases.webhooks import SEND, disable
from shared.network_status import LIVING
from shared.unit_of_work import UnitOfWork

LEASE = timedelta(minutes=5)
"""A worker that took a delivery and died leaves it to another after this time."""
AT_ONCE = 5
"""Few enough to be over in little more than a minute, however slow the servers: other networks' calls wait."""
KEPT = timedelta(days=30)
SURELY_DOWN = 4
"""Failures of one and the same call, over half an hour, before five days of failures stop a subscription."""
GONE = 410
"""The receiver wants nothing more (RFC 9110, section 15.5.11)."""


def claim_due(uow: UnitOfWork) -> Sequence[WebhookDelivery]:
    """Deliveries that only this worker sends now, of subscriptions that are active. None once the network is closed."""
    if uow.network.status not in LIVING:
        return []
    query = (
        select(WebhookDelivery)
        .join(Webhook, Webhook.id == WebhookDelivery.webhook_id)
        .where(WebhookDelivery.state == PENDING, WebhookDelivery.due_at <= uow.now, Webhook.disabled_at.is_(None))
        .order_by(WebhookDelivery.due_at)
        .limit(AT_ONCE)
        .with_for_update(of=WebhookDelivery, skip_locked=True)
    )
    claimed = uow.session.scalars(query).all()
    for delivery in claimed:
        delivery.due_at = uow.now + LEASE
    return claimed


def settle(
    uow: UnitOfWork,
    delivery_id: UUID,
    *,
    status: int | None,
    milliseconds: int,
    answer: str,
    public_url: str,
    retry_after: int = 0,
) -> None:
    """Writes the outcome of one attempt and decides on the next one. A subscription that only fails is stopped.

    ``retry_after``: seconds for which the receiver asks to be left alone, by what else waits for it too. Nothing is
    written of a subscription that somebody has removed, with its log, during the call.
    """
    of_call = select(WebhookDelivery.webhook_id).where(WebhookDelivery.id == delivery_id).scalar_subquery()
    # the subscription first, as who stops it does: in two orders, both would wait for ever
    webhook = uow.session.scalar(select(Webhook).where(Webhook.id == of_call).with_for_update(key_share=True))
    if webhook is None:
        return
    delivery = uow.get(WebhookDelivery, delivery_id, lock=True)
    delivery.attempts += 1
    delivery.attempted_at, delivery.status = uow.now, status
    delivery.milliseconds, delivery.answer = milliseconds, answer
    if status is not None and 200 <= status < 300:
        delivery.state, webhook.failing_since = DELIVERED, None
        return
    failing_since = webhook.failing_since = webhook.failing_since or uow.now
    if status == GONE or delivery.attempts > len(WAITS):
        delivery.state = FAILED
    else:
        rest = timedelta(seconds=retry_after)
        delivery.due_at = uow.now + max(WAITS[delivery.attempts - 1], rest)
        _leave_alone(uow, webhook, uow.now + rest)
    # a first failure, long after the last call: the server may only be starting again
    given_up = uow.now - failing_since >= GIVEN_UP_AFTER and delivery.attempts >= SURELY_DOWN
    if webhook.is_active and (status == GONE or given_up):
        _stop(uow, webhook, gone=status == GONE, public_url=public_url)


def _leave_alone(uow: UnitOfWork, webhook: Webhook, until: datetime) -> None:
    """What waits for the same receiver would overload it as well."""
    waiting = (WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == PENDING)
    uow.session.execute(update(WebhookDelivery).where(*waiting, WebhookDelivery.due_at < until).values(due_at=until))


def forget_old_deliveries(uow: UnitOfWork) -> None:
    uow.session.execute(delete(WebhookDelivery).where(WebhookDelivery.created_at < uow.now - KEPT))


def networks_with_due(uow: UnitOfWork) -> Sequence[UUID]:
    """Of the whole installation: ``uow`` is the system's. A network that is closed calls nobody."""
    network = uow.plumbing.network
    living = select(network.c.id).where(network.c.status.in_(LIVING))
    due = select(WebhookDelivery.tenant_id).where(WebhookDelivery.state == PENDING, WebhookDelivery.due_at <= uow.now)
    due = due.where(WebhookDelivery.tenant_id.in_(living))
    return uow.session.scalars(due.distinct()).all()


def resume(uow: UnitOfWork) -> None:
    uow.enqueue(SEND, tenant_id=str(uow.tenant_id))


def _stop(uow: UnitOfWork, webhook: Webhook, *, gone: bool, public_url: str) -> None:
    because = (
        "Le serveur a répondu qu’il ne veut plus rien recevoir (410)." if gone else "Cinq jours d’échecs de suite."
    )
    disable(uow, webhook, because)
    link = links.webhook(public_url, uow.network.slug, webhook.id)
    write_to_administrators(uow, "webhook_stopped", {"link": link, "label": webhook.label, "because": because})
