"""Subscriptions of other software to the network's public facts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from services.directory.domain.public_facts import PUBLIC_FACTS, TEST
from services.directory.domain.webhook_signatures import new_webhook_secret
from services.directory.models.webhook import FAILED, PENDING, Webhook, WebhookDelivery
from services.directory.webhook_errors import TooManyWebhooks
from shared.actor import Actor
from shared.errors import NotFound
from shared.events import Event
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.sealing import seal
from shared.unit_of_work import UnitOfWork

SEND = TaskName("send_webhooks")
AT_MOST = 20
"""Subscriptions of one network."""


def create_webhook(
    uow: UnitOfWork, actor: Actor, *, label: str, url: str, events: Sequence[str], secret_key: str
) -> Webhook:
    """Its ``secret`` is known now and never again. Raises TooManyWebhooks."""
    if len(uow.session.scalars(select(Webhook.id)).all()) >= AT_MOST:
        raise TooManyWebhooks(at_most=AT_MOST)
    secret = new_webhook_secret()
    webhook = Webhook(id=new_id(), label=label, url=url, events=_in_order(events))
    webhook.sealed_secret, webhook.secret = seal(secret_key, secret), secret
    webhook.created_at, webhook.created_by, webhook.disabled_because = uow.now, actor.account_id, ""
    uow.session.add(webhook)
    uow.session.flush()
    return webhook


def change_webhook(uow: UnitOfWork, *, webhook_id: UUID, **values: Any) -> Webhook:
    """``values``: label, url, events; what is not among them stays, and so do secret and log."""
    webhook = uow.get(Webhook, webhook_id, lock=True)
    if "events" in values:
        values["events"] = _in_order(values["events"])
    webhook.change(values)
    return webhook


def change_secret(uow: UnitOfWork, *, webhook_id: UUID, secret_key: str) -> Webhook:
    """Its new ``secret`` is known now and never again; the one before signs beside it for a day."""
    webhook = uow.get(Webhook, webhook_id, lock=True)
    secret = new_webhook_secret()
    webhook.change_secret(seal(secret_key, secret), uow.now)
    webhook.secret = secret
    return webhook


def enable_webhook(uow: UnitOfWork, *, webhook_id: UUID) -> Webhook:
    """What failed meanwhile is not sent again by itself: the log has a button for each."""
    webhook = uow.get(Webhook, webhook_id, lock=True)
    webhook.enable()
    return webhook


def disable_webhook(uow: UnitOfWork, *, webhook_id: UUID) -> Webhook:
    webhook = uow.get(Webhook, webhook_id, lock=True)
    disable(uow, webhook, "Arrêté par un administrateur.")
    return webhook


def disable(uow: UnitOfWork, webhook: Webhook, because: str) -> None:
    """What was still to be sent is given up; the log keeps it, and replays it on demand."""
    webhook.disable(uow.now, because)
    waiting = (WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.state == PENDING)
    uow.session.execute(update(WebhookDelivery).where(*waiting).values(state=FAILED))


def remove_webhook(uow: UnitOfWork, *, webhook_id: UUID) -> Webhook:
    """With its log."""
    webhook = uow.get(Webhook, webhook_id, lock=True)
    uow.session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id))
    uow.session.delete(webhook)
    return webhook


def tell_webhooks(uow: UnitOfWork, event: Event) -> None:
    """One delivery for each active subscription that wants this fact."""
    said = event.dump()
    data = {name: said[name] for name in PUBLIC_FACTS[event.name][1] if name in said}
    for webhook in _active(uow):
        if event.name in webhook.events:
            at = uow.received.occurred_at if uow.received else uow.now
            _add(uow, webhook, event.name, {"type": event.name, "timestamp": at.isoformat(), "data": data})


def send_test(uow: UnitOfWork, *, webhook_id: UUID) -> WebhookDelivery:
    """Raises WebhookStopped."""
    webhook = uow.get(Webhook, webhook_id)
    webhook.refuse_when_stopped()
    body = {"type": TEST, "timestamp": uow.now.isoformat(), "data": {"network": uow.network.slug}}
    return _add(uow, webhook, TEST, body)


def replay_delivery(uow: UnitOfWork, *, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """The same message, with the same identifier, tried again from now on. Raises WebhookStopped."""
    uow.get(Webhook, webhook_id).refuse_when_stopped()
    delivery = uow.get(WebhookDelivery, delivery_id, lock=True)
    if delivery.webhook_id != webhook_id:
        raise NotFound
    delivery.state, delivery.attempts, delivery.due_at = PENDING, 0, uow.now
    _start(uow)
    return delivery


def replay_failed(uow: UnitOfWork, *, webhook_id: UUID) -> int:
    """Everything of the log that was given up, as :func:`replay_delivery`. Returns how many. Raises WebhookStopped."""
    uow.get(Webhook, webhook_id, lock=True).refuse_when_stopped()
    failed = (WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == FAILED)
    again = update(WebhookDelivery).where(*failed).values(state=PENDING, attempts=0, due_at=uow.now)
    count = uow.session.connection().execute(again).rowcount
    if count:
        _start(uow)
    return count


def _in_order(events: Sequence[str]) -> list[str]:
    return [name for name in PUBLIC_FACTS if name in events]


def _active(uow: UnitOfWork) -> Sequence[Webhook]:
    """Read once in a unit of work: events come by the hundred."""
    known = uow.session.info.get("webhooks")
    if known is None:
        known = uow.session.scalars(select(Webhook).where(Webhook.disabled_at.is_(None))).all()
        uow.session.info["webhooks"] = known
    return known


def _add(uow: UnitOfWork, webhook: Webhook, name: str, body: dict[str, Any]) -> WebhookDelivery:
    delivery = WebhookDelivery(id=new_id(), webhook_id=webhook.id, name=name, body=body, state=PENDING, attempts=0)
    delivery.created_at = delivery.due_at = uow.now
    delivery.answer = ""
    uow.session.add(delivery)
    _start(uow)
    return delivery


def _start(uow: UnitOfWork) -> None:
    """One task for all that a unit of work adds."""
    if not uow.session.info.get("webhooks_started"):
        uow.session.info["webhooks_started"] = True
        uow.enqueue(SEND, tenant_id=str(uow.tenant_id))
