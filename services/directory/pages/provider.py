"""Signing in and out through an identity provider such as ProConnect. The link by e-mail always works beside it.

These routes stand before any door: a door would hold a connection to the database while the provider is spoken to,
and would send a browser with an old token elsewhere, away from its answer.
"""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.local_paths import local_path_or
from services.directory.gateways.openid import Person, Provider, ProviderFailed, provider_of
from services.directory.pages import browser
from services.directory.pages.sign_in import enter
from services.directory.runtime import runtime
from services.directory.usecases.provider_sign_in import sign_in_by_provider
from shared.errors import NotFound
from shared.logging import get_logger
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC

log = get_logger(__name__)
blueprint = page_blueprint("provider", __name__, prefix="compte/fournisseur", in_network=False)

QUESTION = "provider_question"


@blueprint.get("/")
def leave_for_provider() -> ResponseReturnValue:
    """A link, not a form: the policy of forms does not let them end on another site."""
    try:
        question = _provider().ask()
    except ProviderFailed as failure:
        return _show_failure(failure)
    kept = {"state": question.state, "nonce": question.nonce, "code_verifier": question.code_verifier}
    session[QUESTION] = {**kept, "next_path": local_path_or(request.args.get("suite"), "")}
    return redirect(question.href, 302)


@blueprint.get("/retour")
def come_back() -> ResponseReturnValue:
    """Where the provider sends the browser. The question serves once."""
    question = session.pop(QUESTION, None)
    try:
        person = _person(question)
    except ProviderFailed as failure:
        return _show_failure(failure)
    return _welcome(person, next_path=question["next_path"])


def _person(question: dict[str, str] | None) -> Person:
    code, state = request.args.get("code", ""), request.args.get("state", "")
    if question is None:
        raise ProviderFailed("nothing was asked from this browser")
    if "error" in request.args or not code:
        raise ProviderFailed(f"refused: {request.args.get('error', 'no code')}")
    return _provider().person(question, code=code, state=state)


def _welcome(person: Person, *, next_path: str) -> ResponseReturnValue:
    with runtime.database.unit_of_work(None) as uow:
        signed_in = sign_in_by_provider(
            uow,
            person,
            next_path=next_path,
            asked_from=browser.network_address(),
            public_url=runtime.settings.public_url,
        )
        if signed_in is not None:
            browser.end_previous_session(uow)
            browser.start_afresh()
            return enter(uow, signed_in)
    session["sent_to"] = person.email
    return redirect(url_for("sign_in.show_sent"), 303)


@blueprint.get("/deconnexion")
def show_sign_out() -> ResponseReturnValue:
    """Goes on by itself to the provider, which ends its own session and sends the browser back."""
    id_token = session.pop("id_token", None)
    back_to = url_for("sign_in.show_form")
    try:
        href = _provider().sign_out_href(id_token, back_to=runtime.settings.public_url + back_to) if id_token else None
    except ProviderFailed as failure:
        log.warning("provider_failed", reason=str(failure))
        href = None
    if href is None:
        return redirect(back_to, 302)
    page = render_template("sign_in/leaving.html", href=href, provider=runtime.settings.oidc_label)
    return browser.without_referrer(make_response(page))


for view in (leave_for_provider, come_back, show_sign_out):
    view.required_right = PUBLIC  # type: ignore[attr-defined]


def _provider() -> Provider:
    provider = provider_of(runtime.settings)
    if provider is None:
        raise NotFound
    return provider


def _show_failure(failure: ProviderFailed) -> ResponseReturnValue:
    log.warning("provider_failed", reason=str(failure))
    return render_template("sign_in/failed.html", provider=runtime.settings.oidc_label), 502
