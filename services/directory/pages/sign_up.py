"""Opening a network: the form, the message, the confirmation."""

from flask import make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import departments
from services.directory.errors import LinkUnusable
from services.directory.pages import browser
from services.directory.runtime import runtime
from services.directory.schemas.networks import SignUpSchema
from services.directory.usecases import networks
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("sign_up", __name__, prefix="compte", in_network=False)


@blueprint.get("/nouveau-reseau")
@door(PUBLIC)
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("sign_up/form.html", departments=departments.choices())


@blueprint.post("/nouveau-reseau")
@door(PUBLIC, retry=show_form)
def ask_to_open(uow: UnitOfWork) -> ResponseReturnValue:
    form = load_form(SignUpSchema)
    networks.ask_to_open_network(
        uow, **form, asked_from=browser.network_address(), public_url=runtime.settings.public_url
    )
    session["sent_to"] = form["email"]
    return redirect(url_for(".show_sent"), 303)


@blueprint.get("/nouveau-reseau/envoye")
@door(PUBLIC)
def show_sent(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("sign_up/sent.html", email=session.get("sent_to"))


@blueprint.get("/ouverture/<secret>")
@door(PUBLIC)
def show_link(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    """Only shows a button: mail scanners follow links, they do not press buttons."""
    try:
        asked = networks.find_sign_up(uow, secret)
    except LinkUnusable:
        return browser.without_referrer(make_response(render_template("sign_up/unusable.html"), 404))
    page = render_template(
        "sign_up/confirm.html",
        asked=asked,
        department=departments.NAMES[asked.department],
        action=url_for(".open_network", secret=secret),
    )
    return browser.without_referrer(make_response(page))


@blueprint.post("/ouverture/<secret>")
@door(PUBLIC, retry=show_link)
def open_network(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    browser.end_previous_session(uow)
    opened = networks.open_network(uow, secret=secret)
    browser.start_afresh()
    return browser.remember(redirect(f"/annuaire/{opened.network.slug}/", 303), opened.signed_in)
