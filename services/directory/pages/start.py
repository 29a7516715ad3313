"""The guided start: on the first page while it is needed, on a page of its own for ever."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.start import CODES, LABELS
from services.directory.queries.start import get_guide
from services.directory.usecases import start
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("start", __name__, prefix="annuaire")

STEP = f"/demarrage/<any({', '.join(CODES)}):code>"


@blueprint.get("/demarrage")
@door("network.write")
def show_guide(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("start/show.html", guide=get_guide(uow))


@blueprint.post(f"{STEP}/passer")
@door("network.write", retry=show_guide)
def skip_step(uow: UnitOfWork, actor: Actor, code: str) -> ResponseReturnValue:
    start.skip_step(uow, actor, code=code)
    return done(f"« {LABELS[code]} » : étape passée.", _home(uow), undo=url_for(".take_up_again", code=code))


@blueprint.post(f"{STEP}/reprendre")
@door("network.write", retry=show_guide)
def take_up_again(uow: UnitOfWork, actor: Actor, code: str) -> ResponseReturnValue:
    start.take_step_up_again(uow, actor, code=code)
    return done(f"« {LABELS[code]} » est de nouveau à faire.", url_for(".show_guide"))


@blueprint.post("/demarrage/masquer")
@door("network.write", retry=show_guide)
def hide(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    start.hide_guide(uow, actor, hidden=True)
    sentence = "Le guide est masqué pour tous les administrateurs. On le retrouve dans les réglages du réseau."
    return done(sentence, _home(uow), undo=url_for(".show_again"))


@blueprint.post("/demarrage/remettre")
@door("network.write", retry=show_guide)
def show_again(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    start.hide_guide(uow, actor, hidden=False)
    return done("Le guide est de nouveau sur la page d’accueil.", _home(uow))


def _home(uow: UnitOfWork) -> str:
    return url_for("home.show_today", network=uow.network.slug)
