"""Calls to other software when something happens."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from services.directory.models.webhook import Webhook, WebhookDelivery
from services.directory.queries.webhooks import all_webhooks, deliveries_of
from services.directory.runtime import runtime
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.webhooks import (
    NewWebhookSchema,
    ReplayedSchema,
    WebhookChangesSchema,
    WebhookDeliveriesPageSchema,
    WebhookDeliverySchema,
    WebhookSchema,
    WebhooksPageSchema,
)
from services.directory.usecases import webhooks
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("webhooks", __name__, service="directory", description="Calls to other software")


@blueprint.get("/webhooks")
@door("webhooks.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, WebhooksPageSchema)
def list_webhooks(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, all_webhooks(), Webhook.id, **query)


@blueprint.post("/webhooks")
@door("webhooks.write")
@blueprint.arguments(WebhookSchema)
@blueprint.response(201, NewWebhookSchema, headers={"Cache-Control": {"description": "no-store"}})
def create_webhook(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The secret is in this answer and never again."""
    made = webhooks.create_webhook(uow, actor, **data, secret_key=runtime.settings.secret_key)
    return made, {"Cache-Control": "no-store"}


@blueprint.get("/webhooks/<uuid:webhook_id>")
@door("webhooks.read")
@blueprint.response(200, WebhookSchema)
def show_webhook(uow: UnitOfWork, webhook_id: UUID) -> Any:
    return uow.get(Webhook, webhook_id)


@blueprint.patch("/webhooks/<uuid:webhook_id>")
@door("webhooks.write")
@blueprint.arguments(WebhookChangesSchema(partial=True))
@blueprint.response(200, WebhookSchema)
def change_webhook(uow: UnitOfWork, data: dict[str, Any], webhook_id: UUID) -> Any:
    """What is not sent stays. So do the secret and the log; what waits leaves for the new address."""
    return webhooks.change_webhook(uow, webhook_id=webhook_id, **data)


@blueprint.delete("/webhooks/<uuid:webhook_id>")
@door("webhooks.write")
@blueprint.response(204)
def remove_webhook(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhooks.remove_webhook(uow, webhook_id=webhook_id)
    return ""


@blueprint.post("/webhooks/<uuid:webhook_id>/secret")
@door("webhooks.write")
@blueprint.response(200, NewWebhookSchema, headers={"Cache-Control": {"description": "no-store"}})
def change_secret(uow: UnitOfWork, webhook_id: UUID) -> Any:
    """A new secret, in this answer and never again. For 24 hours each call bears the signatures of both."""
    changed = webhooks.change_secret(uow, webhook_id=webhook_id, secret_key=runtime.settings.secret_key)
    return changed, {"Cache-Control": "no-store"}


@blueprint.post("/webhooks/<uuid:webhook_id>/start")
@door("webhooks.write")
@blueprint.response(200, WebhookSchema)
def start_webhook(uow: UnitOfWork, webhook_id: UUID) -> Any:
    return webhooks.enable_webhook(uow, webhook_id=webhook_id)


@blueprint.post("/webhooks/<uuid:webhook_id>/stop")
@door("webhooks.write")
@blueprint.response(200, WebhookSchema)
def stop_webhook(uow: UnitOfWork, webhook_id: UUID) -> Any:
    return webhooks.disable_webhook(uow, webhook_id=webhook_id)


@blueprint.post("/webhooks/<uuid:webhook_id>/test")
@door("webhooks.write")
@blueprint.response(202, WebhookDeliverySchema)
def test_webhook(uow: UnitOfWork, webhook_id: UUID) -> Any:
    return webhooks.send_test(uow, webhook_id=webhook_id)


@blueprint.get("/webhooks/<uuid:webhook_id>/deliveries")
@door("webhooks.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, WebhookDeliveriesPageSchema)
def list_deliveries(uow: UnitOfWork, query: dict[str, Any], webhook_id: UUID) -> Any:
    """Newest first, kept thirty days."""
    uow.get(Webhook, webhook_id)
    return paginate(uow, deliveries_of(webhook_id), WebhookDelivery.id, descending=True, **query)


@blueprint.post("/webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/replay")
@door("webhooks.write")
@blueprint.response(202, WebhookDeliverySchema)
def replay_delivery(uow: UnitOfWork, webhook_id: UUID, delivery_id: UUID) -> Any:
    return webhooks.replay_delivery(uow, webhook_id=webhook_id, delivery_id=delivery_id)


@blueprint.post("/webhooks/<uuid:webhook_id>/deliveries/replay-failed")
@door("webhooks.write")
@blueprint.response(202, ReplayedSchema)
def replay_failed(uow: UnitOfWork, webhook_id: UUID) -> Any:
    """Everything in the log that was given up, with the same identifiers: after a long outage of the receiver."""
    return {"replayed": webhooks.replay_failed(uow, webhook_id=webhook_id)}
