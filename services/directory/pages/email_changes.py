"""« Mon compte », another address: asked, confirmed from the new one, refused from the old one."""

from uuid import UUID

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.links import Site
from services.directory.errors import LinkUnusable
from services.directory.pages import browser
from services.directory.runtime import runtime
from services.directory.schemas.sign_in import EmailChangeSchema
from services.directory.usecases import email_changes
from services.directory.usecases.accounts import get_account
from services.directory.usecases.sign_in import find_account_of_session
from shared.actor import Actor
from shared.errors import SignInNeeded
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, SIGNED_IN, door
from shared.web.forms import load_form

blueprint = page_blueprint("email_changes", __name__, prefix="compte/adresse", in_network=False)


@blueprint.get("")
@door(SIGNED_IN)
def show_form(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    account = get_account(uow, actor.account_id)
    pending = email_changes.find_pending(uow, account.id)
    return render_template("email_changes/form.html", account=account, pending=pending)


@blueprint.post("")
@door(SIGNED_IN, retry=show_form)
def ask(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """The same answer whether the address has an account already or not."""
    form = load_form(EmailChangeSchema)
    account_id, _ = _in_person(uow, actor)
    change = email_changes.ask_change(
        uow, _site(), account_id=account_id, email=form["email"], asked_from=browser.network_address()
    )
    return done(f"Un lien de confirmation part à {change.new_email}.", url_for("accounts.show_account"))


@blueprint.post("/annulation")
@door(SIGNED_IN, retry=show_form)
def cancel(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    email_changes.cancel_change(uow, account_id=actor.account_id)
    return done("Le changement est annulé : votre adresse reste la même.", url_for("accounts.show_account"))


@blueprint.get("/confirmer/<secret>")
@door(SIGNED_IN)
def show_confirmation(uow: UnitOfWork, actor: Actor, secret: str) -> ResponseReturnValue:
    """Only shows a button: mail scanners follow links, they do not press buttons."""
    assert actor.account_id is not None
    try:
        change = email_changes.find_change(uow, account_id=actor.account_id, secret=secret)
    except LinkUnusable:
        return _unusable("email_changes/confirmation_unusable.html")
    action = url_for(".confirm", secret=secret)
    page = render_template("email_changes/confirm.html", change=change, action=action)
    return browser.without_referrer(make_response(page))


@blueprint.post("/confirmer/<secret>")
@door(SIGNED_IN, retry=show_confirmation)
def confirm(uow: UnitOfWork, actor: Actor, secret: str) -> ResponseReturnValue:
    account_id, session_secret = _in_person(uow, actor)
    change = email_changes.confirm_change(
        uow, _site(), account_id=account_id, secret=secret, session_secret=session_secret
    )
    sentence = f"Votre adresse est maintenant {change.new_email}. Vos autres appareils sont déconnectés."
    return done(sentence, url_for("accounts.show_account"))


@blueprint.get("/refuser/<token>")
@door(PUBLIC)
def show_refusal(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    try:
        change = email_changes.find_refusable(uow, _site(), token)
    except LinkUnusable:
        return _unusable("email_changes/refusal_unusable.html")
    page = render_template("email_changes/refuse.html", change=change, action=url_for(".refuse", token=token))
    return browser.without_referrer(make_response(page))


@blueprint.post("/refuser/<token>")
@door(PUBLIC, retry=show_refusal)
def refuse(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    change = email_changes.refuse_change(uow, _site(), token=token)
    browser.start_afresh()
    sentence = f"L’adresse du compte est {change.old_email}, et tous les appareils sont déconnectés. Connectez-vous."
    return browser.forget(done(sentence, url_for("sign_in.show_form")))


def _in_person(uow: UnitOfWork, actor: Actor) -> tuple[UUID, str]:
    """Account and secret of a session that stands now: the short token alone outlives, for a while, a session ended.

    Raises SignInNeeded.
    """
    secret = browser.session_secret() or ""
    account_id = find_account_of_session(uow, secret=secret)
    if account_id is None or account_id != actor.account_id:
        raise SignInNeeded
    return account_id, secret


def _unusable(template: str) -> ResponseReturnValue:
    return browser.without_referrer(make_response(render_template(template), 404))


def _site() -> Site:
    return Site(runtime.settings.public_url, runtime.settings.secret_key)
