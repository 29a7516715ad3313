"""Calls to other software when something happens."""

from uuid import UUID

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.public_facts import PUBLIC_FACTS
from services.directory.models.webhook import Webhook, WebhookDelivery
from services.directory.queries.webhooks import deliveries_of, has_failed, list_webhooks
from services.directory.runtime import runtime
from services.directory.schemas.webhooks import WebhookSchema
from services.directory.usecases import webhooks
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("webhooks", __name__, prefix="annuaire")

JUST_CREATED = "new_webhook"


@blueprint.get("/webhooks")
@door("webhooks.read")
def list_all(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("webhooks/index.html", webhooks=list_webhooks(uow))


@blueprint.get("/webhooks/nouveau")
@door("webhooks.write")
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("webhooks/form.html", webhook=None, facts=_facts())


@blueprint.post("/webhooks/nouveau")
@door("webhooks.write", retry=show_form)
def create(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    values = load_form(WebhookSchema)
    webhook = webhooks.create_webhook(uow, actor, **values, secret_key=runtime.settings.secret_key)
    session[JUST_CREATED] = webhook.secret
    return redirect(url_for(".show", webhook_id=webhook.id), 303)


@blueprint.get("/webhooks/<uuid:webhook_id>")
@door("webhooks.read")
def show(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = uow.get(Webhook, webhook_id)
    cursor = request.args.get("cursor")
    page = paginate(uow, deliveries_of(webhook_id), WebhookDelivery.id, descending=True, cursor=cursor, limit=20)
    secret = session.pop(JUST_CREATED, None)
    failed = webhook.is_active and has_failed(uow, webhook_id)
    return render_template("webhooks/show.html", webhook=webhook, page=page, secret=secret, failed=failed)


@blueprint.get("/webhooks/<uuid:webhook_id>/modifier")
@door("webhooks.write")
def edit(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    return render_template("webhooks/form.html", webhook=uow.get(Webhook, webhook_id), facts=_facts())


@blueprint.post("/webhooks/<uuid:webhook_id>/modifier")
@door("webhooks.write", retry=edit)
def change(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = webhooks.change_webhook(uow, webhook_id=webhook_id, **load_form(WebhookSchema))
    return done(f"« {webhook.label} » est modifié.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/secret")
@door("webhooks.write", retry=show)
def change_secret(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = webhooks.change_secret(uow, webhook_id=webhook_id, secret_key=runtime.settings.secret_key)
    session[JUST_CREATED] = webhook.secret
    return done("Le secret est changé. L’ancien signe encore pendant 24 heures.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/essai")
@door("webhooks.write", retry=show)
def test(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhooks.send_test(uow, webhook_id=webhook_id)
    return done("L’essai part. Rechargez cette page dans quelques secondes pour voir la réponse.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/envois/<uuid:delivery_id>/renvoi")
@door("webhooks.write", retry=show)
def replay(uow: UnitOfWork, webhook_id: UUID, delivery_id: UUID) -> ResponseReturnValue:
    webhooks.replay_delivery(uow, webhook_id=webhook_id, delivery_id=delivery_id)
    return done("L’envoi repart.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/envois/renvoi")
@door("webhooks.write", retry=show)
def replay_failed(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    count = webhooks.replay_failed(uow, webhook_id=webhook_id)
    return done("Un envoi repart." if count == 1 else f"{count} envois repartent.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/arret")
@door("webhooks.write")
def stop(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = webhooks.disable_webhook(uow, webhook_id=webhook_id)
    undo = url_for(".start", webhook_id=webhook_id)
    return done(f"« {webhook.label} » ne reçoit plus rien.", _page(webhook_id), undo=undo)


@blueprint.post("/webhooks/<uuid:webhook_id>/reprise")
@door("webhooks.write")
def start(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = webhooks.enable_webhook(uow, webhook_id=webhook_id)
    return done(f"« {webhook.label} » reçoit de nouveau les faits choisis.", _page(webhook_id))


@blueprint.post("/webhooks/<uuid:webhook_id>/suppression")
@door("webhooks.write")
def remove(uow: UnitOfWork, webhook_id: UUID) -> ResponseReturnValue:
    webhook = webhooks.remove_webhook(uow, webhook_id=webhook_id)
    return done(f"« {webhook.label} » est supprimé, avec son journal.", url_for(".list_all"))


def _facts() -> list[tuple[str, str, str]]:
    """Of a list of checkboxes."""
    return [(name, label, name) for name, (label, _) in PUBLIC_FACTS.items()]


def _page(webhook_id: UUID) -> str:
    return url_for(".show", webhook_id=webhook_id)
