"""The person's own pages: who I am here, in which networks."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.pages import browser
from services.directory.queries.members import list_own_network_ids, list_own_networks
from services.directory.runtime import runtime
from services.directory.schemas.members import NameSchema
from services.directory.usecases.accounts import get_account, rename_account
from services.directory.usecases.email_changes import find_pending
from services.directory.usecases.members import rename_member
from services.directory.usecases.sign_in import renew
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import SIGNED_IN, door
from shared.web.forms import load_form

blueprint = page_blueprint("accounts", __name__, prefix="compte", in_network=False)


@blueprint.get("/")
@door(SIGNED_IN)
def show_account(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    account = get_account(uow, actor.account_id)
    networks, pending = list_own_networks(uow, account.id), find_pending(uow, account.id)
    return render_template("accounts/show.html", account=account, networks=networks, pending=pending)


@blueprint.post("/nom")
@door(SIGNED_IN, retry=show_account)
def change_name(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Told network by network: a unit of work stays in one."""
    assert actor.account_id is not None
    name = load_form(NameSchema)["display_name"]
    for network_id in list_own_network_ids(uow, actor.account_id):
        with runtime.database.unit_of_work(network_id) as inside:
            inside.act_as(actor)
            rename_member(inside, account_id=actor.account_id, display_name=name)
    rename_account(uow, actor.account_id, display_name=name)
    response = done("Votre nom est enregistré.", url_for(".show_account"))
    secret = browser.session_secret()
    signed_in = renew(uow, secret=secret) if secret else None
    return browser.remember(response, signed_in) if signed_in else response


@blueprint.get("/reseaux")
@door(SIGNED_IN)
def choose_network(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    return render_template("accounts/networks.html", networks=list_own_networks(uow, actor.account_id))
