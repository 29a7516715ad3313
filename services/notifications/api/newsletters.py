"""Letters to the members of the network, and what became of each copy."""

from typing import Any
from uuid import UUID

from services.notifications.models import Newsletter
from services.notifications.queries import newsletters as look
from services.notifications.schemas.lists import MessagesPage, NewslettersPage, SuppressionsPage
from services.notifications.schemas.newsletters import (
    CursorSchema,
    NewsletterChangesSchema,
    NewsletterSchema,
    RecipientsFilter,
    SearchSchema,
    TrialSchema,
)
from services.notifications.usecases import newsletters
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("newsletters", __name__, service="notifications", description="Letters to the members")


@blueprint.get("/newsletters")
@door("letters.read")
@blueprint.arguments(SearchSchema, location="query")
@blueprint.response(200, NewslettersPage)
def list_newsletters(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return look.list_newsletters(uow, **query)


@blueprint.post("/newsletters")
@door("letters.write")
@blueprint.arguments(NewsletterSchema)
@blueprint.response(201, NewsletterSchema)
def write_newsletter(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return newsletters.write_newsletter(uow, actor, **data)


@blueprint.get("/newsletters/<uuid:newsletter_id>")
@door("letters.read")
@blueprint.response(200, NewsletterSchema)
def show_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> Any:
    return uow.get(Newsletter, newsletter_id)


@blueprint.put("/newsletters/<uuid:newsletter_id>")
@door("letters.write")
@blueprint.arguments(NewsletterChangesSchema)
@blueprint.response(200, NewsletterSchema)
def edit_newsletter(uow: UnitOfWork, actor: Actor, data: dict[str, Any], newsletter_id: UUID) -> Any:
    return newsletters.edit_newsletter(uow, actor, newsletter_id=newsletter_id, **data)


@blueprint.delete("/newsletters/<uuid:newsletter_id>")
@door("letters.write")
@blueprint.response(204)
def discard_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> Any:
    newsletters.discard_newsletter(uow, newsletter_id=newsletter_id)


@blueprint.post("/newsletters/<uuid:newsletter_id>/trial")
@door("letters.write")
@blueprint.response(202, TrialSchema)
def send_trial(uow: UnitOfWork, actor: Actor, newsletter_id: UUID) -> Any:
    """To the caller's own address; programs have none."""
    return {"sent_to": newsletters.send_trial(uow, actor, newsletter_id=newsletter_id)}


@blueprint.post("/newsletters/<uuid:newsletter_id>/sending")
@door("letters.write")
@blueprint.response(202, NewsletterSchema)
def send_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> Any:
    """Fixes text and recipients; the letters leave in the background."""
    return newsletters.send_newsletter(uow, newsletter_id=newsletter_id)


@blueprint.get("/newsletters/<uuid:newsletter_id>/messages")
@door("letters.read")
@blueprint.arguments(RecipientsFilter, location="query")
@blueprint.response(200, MessagesPage)
def list_recipients(uow: UnitOfWork, query: dict[str, Any], newsletter_id: UUID) -> Any:
    uow.get(Newsletter, newsletter_id)
    return look.list_recipients(uow, newsletter_id, state=query["state"], text=query["q"], cursor=query["cursor"])


@blueprint.get("/messages")
@door("letters.read")
@blueprint.arguments(RecipientsFilter(exclude=["q"]), location="query")
@blueprint.response(200, MessagesPage)
def list_messages(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return look.list_messages(uow, **query)


@blueprint.get("/suppressions")
@door("letters.read")
@blueprint.arguments(CursorSchema, location="query")
@blueprint.response(200, SuppressionsPage)
def list_suppressions(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return look.list_suppressions(uow, **query)
