"""Leaving Maillage: closing the network, or keeping it after all."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import closing
from services.directory.models.personal import SERVICES
from services.directory.runtime import runtime
from services.directory.schemas.closures import ClosureSchema
from services.directory.usecases import closures, network_exports
from shared.actor import Actor
from shared.network_status import OPEN
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("closures", __name__, prefix="annuaire")


@blueprint.get("/depart")
@door("network.export")
def show_leaving(uow: UnitOfWork) -> ResponseReturnValue:
    export = network_exports.latest(uow)
    return render_template("closures/leaving.html", grace=closing.GRACE, export=export, services=SERVICES)


@blueprint.get("/depart/fermeture")
@door("network.close")
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    if uow.network.status != OPEN:
        return redirect(url_for(".show_leaving"))
    closes_on = uow.today + closing.DELAY
    return render_template("closures/form.html", closes_on=closes_on, erases_on=closes_on + closing.GRACE)


@blueprint.post("/depart/fermeture")
@door("network.close", retry=show_form)
def ask(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    closure = closures.ask_to_close(uow, actor, **load_form(ClosureSchema), public_url=runtime.settings.public_url)
    sentence = f"Le réseau sera fermé le {closing.in_words(closure.closes_on)}. Les administrateurs en sont prévenus."
    return done(sentence, url_for(".show_leaving"))


@blueprint.post("/depart/annulation")
@door("network.close", retry=show_leaving)
def cancel(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    closures.cancel_closure(uow, actor, public_url=runtime.settings.public_url)
    return done("La fermeture est annulée. Le réseau continue comme avant.", url_for(".show_leaving"))
