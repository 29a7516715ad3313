"""The address under which the network's letters leave: chosen in « Réglages », confirmed by who reads it."""

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.errors import LinkUnusable
from services.directory.models.network import Network
from services.directory.pages import browser
from services.directory.runtime import runtime
from services.directory.schemas.networks import SenderAddressSchema
from services.directory.usecases import senders
from shared.actor import Actor
from shared.senders import SenderPolicy
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("senders", __name__, prefix="annuaire")


@blueprint.get("/reglages/expediteur")
@door("network.write")
def show_sender(uow: UnitOfWork) -> ResponseReturnValue:
    kept, policy = uow.get(Network, uow.tenant_id), _policy()
    return render_template(
        "senders/show.html",
        kept=kept,
        policy=policy,
        allowed=policy.allows(kept.sender_address),
        pending=senders.find_pending(uow),
    )


@blueprint.post("/reglages/expediteur")
@door("network.write", retry=show_sender)
def ask(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    form, public_url = load_form(SenderAddressSchema), runtime.settings.public_url
    request = senders.ask_address(uow, actor, _policy(), email=form["email"], public_url=public_url)
    return done(f"Un lien de confirmation part à {request.email}.", url_for(".show_sender"))


@blueprint.post("/reglages/expediteur/annulation")
@door("network.write", retry=show_sender)
def cancel(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    senders.cancel_request(uow, actor)
    return done("La demande est annulée : le lien envoyé ne marche plus.", url_for(".show_sender"))


@blueprint.post("/reglages/expediteur/retrait")
@door("network.write", retry=show_sender)
def take_away(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    senders.take_address_away(uow, actor)
    return done(f"Les lettres partent de nouveau de {_policy().installation}.", url_for(".show_sender"))


@blueprint.get("/expediteur/<secret>")
@door(PUBLIC)
def show_link(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    """Only shows a button: mail scanners follow links, they do not press buttons."""
    try:
        request = senders.find_request(uow, _policy(), secret)
    except LinkUnusable:
        return browser.without_referrer(make_response(render_template("senders/unusable.html"), 404))
    page = render_template("senders/confirm.html", request=request, action=url_for(".confirm", secret=secret))
    return browser.without_referrer(make_response(page))


@blueprint.post("/expediteur/<secret>")
@door(PUBLIC, retry=show_link)
def confirm(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    network = senders.confirm_address(uow, _policy(), secret=secret)
    return render_template("senders/confirmed.html", address=network.sender_address)


def _policy() -> SenderPolicy:
    return SenderPolicy.of(runtime.settings)
