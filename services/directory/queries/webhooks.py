"""The network's subscriptions and their logs."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, select

from services.directory.models.webhook import FAILED, Webhook, WebhookDelivery
from shared.unit_of_work import UnitOfWork


def list_webhooks(uow: UnitOfWork) -> Sequence[Webhook]:
    return uow.session.scalars(all_webhooks().order_by(Webhook.label, Webhook.id)).all()


def all_webhooks() -> Select[Webhook]:
    return select(Webhook)


def deliveries_of(webhook_id: UUID) -> Select[WebhookDelivery]:
    return select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)


def has_failed(uow: UnitOfWork, webhook_id: UUID) -> bool:
    """Whether the log has calls that were given up."""
    failed = (WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.state == FAILED)
    return bool(uow.session.scalar(select(exists().where(*failed))))
