"""The person's own pages: who I am here, in which networks."""

from flask import render_template
from flask.typing import ResponseReturnValue

from services.directory.queries.members import list_own_networks
from services.directory.usecases.accounts import get_account
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import SIGNED_IN, door

blueprint = page_blueprint("accounts", __name__, prefix="compte", in_network=False)


@blueprint.get("/")
@door(SIGNED_IN)
def show_account(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    account = get_account(uow, actor.account_id)
    return render_template("accounts/show.html", account=account, networks=list_own_networks(uow, account.id))


@blueprint.get("/reseaux")
@door(SIGNED_IN)
def choose_network(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    assert actor.account_id is not None
    return render_template("accounts/networks.html", networks=list_own_networks(uow, actor.account_id))
