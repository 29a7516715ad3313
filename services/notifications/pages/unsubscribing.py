"""Leaving the letters of a network by the link of a mail. Opening the link changes nothing: scanners open links."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.notifications.queries import links
from services.notifications.runtime import runtime
from services.notifications.usecases import suppressions
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door

blueprint = page_blueprint("unsubscribing", __name__, prefix="lettres")


@blueprint.get("/desinscription/<token>")
@door(PUBLIC)
def show(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    message = links.message_of(uow, runtime.settings.secret_key, token)
    gone = links.is_unsubscribed(uow, message)
    return render_template("newsletters/unsubscribe.html", address=message.recipient, gone=gone, token=token)


@blueprint.post("/desinscription/<token>")
@door(PUBLIC, csrf=False)
def unsubscribe(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """The button of the page, and the one click of mail readers (RFC 8058), who have no cookie: the link is proof."""
    suppressions.unsubscribe(uow, links.message_of(uow, runtime.settings.secret_key, token))
    if request.form.get("List-Unsubscribe") == "One-Click":
        return make_response("", 200)
    return redirect(url_for(".show", network=uow.network.slug, token=token), 303)


@blueprint.post("/desinscription/<token>/retour")
@door(PUBLIC)
def subscribe_again(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    suppressions.subscribe_again(uow, links.message_of(uow, runtime.settings.secret_key, token))
    return redirect(url_for(".show", network=uow.network.slug, token=token), 303)
