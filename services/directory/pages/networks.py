"""Settings of the network."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import departments
from services.directory.domain.quarters import next_report
from services.directory.models.network import Network
from services.directory.runtime import runtime
from services.directory.schemas.networks import NetworkSettingsForm
from services.directory.usecases import networks
from shared.actor import Actor
from shared.senders import SenderPolicy
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("networks", __name__, prefix="annuaire")


@blueprint.get("/reglages")
@door("network.write")
def show_settings(uow: UnitOfWork) -> ResponseReturnValue:
    kept, policy = uow.get(Network, uow.tenant_id), SenderPolicy.of(runtime.settings)
    return render_template(
        "networks/settings.html",
        kept=kept,
        policy=policy,
        allowed=policy.allows(kept.sender_address),
        department=departments.NAMES[kept.department],
        time_zones=list(departments.TIME_ZONES.items()),
        report=next_report(
            uow.today,
            opened_on=kept.opened_at.astimezone(uow.zone).date(),
            grace_days=kept.grace_days,
            review_days=kept.review_days,
        ),
    )


@blueprint.post("/reglages")
@door("network.write", retry=show_settings)
def change_settings(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    network = networks.change_network(uow, actor, **load_form(NetworkSettingsForm))
    return done("Les réglages du réseau sont enregistrés.", url_for(".show_settings", network=network.slug))
