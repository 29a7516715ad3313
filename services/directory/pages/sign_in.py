"""Signing in by a link, staying signed in, signing out."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.directory.domain.local_paths import local_path_or
from services.directory.errors import LinkUnusable
from services.directory.pages import browser
from services.directory.queries.members import list_own_networks
from services.directory.runtime import runtime
from services.directory.schemas.sign_in import SignInSchema
from services.directory.usecases import sign_in
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("sign_in", __name__, prefix="compte", in_network=False)

CHOICE = "/compte/reseaux"


@blueprint.get("/connexion")
@door(PUBLIC)
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    next_path = local_path_or(request.values.get("suite"), "")
    secret = browser.session_secret() if request.method == "GET" else None
    if next_path and secret and sign_in.session_stands(uow, secret=secret):
        # Only the short token has run out while the person was away.
        return redirect(url_for(".renew", suite=next_path))
    label = runtime.settings.oidc_label if runtime.settings.oidc_issuer else ""
    return render_template("sign_in/form.html", next_path=next_path, provider=label)


@blueprint.post("/connexion")
@door(PUBLIC, retry=show_form)
def ask_link(uow: UnitOfWork) -> ResponseReturnValue:
    form = load_form(SignInSchema)
    sign_in.ask_link(
        uow,
        email=form["email"],
        next_path=local_path_or(form["suite"], ""),
        asked_from=browser.network_address(),
        public_url=runtime.settings.public_url,
    )
    session["sent_to"] = form["email"]
    return redirect(url_for(".show_sent"), 303)


@blueprint.get("/connexion/envoyee")
@door(PUBLIC)
def show_sent(uow: UnitOfWork) -> ResponseReturnValue:
    """The same page whether the address is known or not."""
    return render_template("sign_in/sent.html", email=session.get("sent_to"))


@blueprint.get("/lien/<secret>")
@door(PUBLIC)
def show_link(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    """Only shows a button: mail scanners follow links, they do not press buttons."""
    try:
        sign_in.find_link(uow, secret)
    except LinkUnusable:
        return browser.without_referrer(make_response(render_template("sign_in/unusable.html"), 404))
    page = render_template("sign_in/confirm.html", action=url_for(".use_link", secret=secret))
    return browser.without_referrer(make_response(page))


@blueprint.post("/lien/<secret>")
@door(PUBLIC, retry=show_link)
def use_link(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    browser.end_previous_session(uow)
    signed_in = sign_in.sign_in_by_link(uow, secret=secret)
    browser.start_afresh()
    return enter(uow, signed_in)


def enter(uow: UnitOfWork, signed_in: sign_in.SignedIn) -> Response:
    """To the page that was asked for before signing in, or home."""
    goal = local_path_or(signed_in.next_path, "") or _home(uow, signed_in)
    return browser.remember(redirect(goal, 303), signed_in)


@blueprint.get("/renouveler")
def renew() -> ResponseReturnValue:
    """A new short token for a session that still stands; otherwise the browser is signed out and goes on.

    Not behind a door: a door would send a browser with an old token here again, and it writes on a GET (the hour at
    which the session was last used), which changes nothing that anyone can see.
    """
    goal = local_path_or(request.args.get("suite"), CHOICE)
    secret = browser.session_secret()
    with runtime.database.unit_of_work(None) as uow:
        signed_in = sign_in.renew(uow, secret=secret) if secret else None
    response = redirect(goal, 302)
    return browser.remember(response, signed_in) if signed_in else browser.forget(response)


renew.required_right = PUBLIC  # type: ignore[attr-defined]


@blueprint.post("/deconnexion")
@door(PUBLIC)
def sign_out(uow: UnitOfWork) -> ResponseReturnValue:
    id_token = browser.end_previous_session(uow)
    browser.start_afresh()
    response = browser.forget(done("Déconnexion faite. À bientôt !", url_for(".show_form")))
    if id_token and runtime.settings.oidc_issuer:
        session["id_token"] = id_token
        response.location = url_for("provider.show_sign_out")
    return response


def _home(uow: UnitOfWork, signed_in: sign_in.SignedIn) -> str:
    """Straight into the network when there is only one."""
    uow.enter(PLATFORM, account_id=signed_in.account.id)
    networks = list_own_networks(uow, signed_in.account.id)
    return f"/annuaire/{networks[0].slug}/" if len(networks) == 1 else CHOICE
