"""Answering an orientation by the link of the mail, without an account. Opening the link changes nothing."""

from datetime import datetime
from typing import Any

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import orientations as rules
from services.directory.errors import LinkUnusable
from services.directory.pages import browser
from services.directory.queries import orientations as queries
from services.directory.runtime import runtime
from services.directory.schemas.orientations import (
    AppointmentSchema,
    ClosingSchema,
    DecliningSchema,
    NoteSchema,
)
from services.directory.usecases import orientation_answers as answers
from services.directory.usecases.orientation_links import answer_by_link, open_link
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("orientation_answers", __name__, prefix="annuaire")


@blueprint.get("/orientation/<token>")
@door(PUBLIC)
def show(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    try:
        orientation = open_link(uow, token).orientation
    except LinkUnusable:
        return _private("orientation_answers/unusable.html", 404)
    if not orientation.is_open:
        return _private("orientation_answers/over.html", orientation=orientation)
    return _private(
        "orientation_answers/show.html",
        orientation=orientation,
        chain=[(one, False) for one in queries.list_chain(uow, orientation.chain_id)],
        actions=_actions(token),
        rules=rules,
        today=uow.today,
    )


def _actions(token: str) -> dict[str, str]:
    views = ("accept", "give_appointment", "note_meeting", "close", "decline")
    return {view: url_for(f".{view}", token=token) for view in views}


@blueprint.post("/orientation/<token>/acceptation")
@door(PUBLIC, retry=show)
def accept(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    answers.accept_orientation(uow, **_answering(uow, token), **load_form(NoteSchema))
    return _done("C’est accepté. Appelez la personne, ou notez un rendez-vous.", token)


@blueprint.post("/orientation/<token>/refus")
@door(PUBLIC, retry=show)
def decline(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    answers.decline_orientation(uow, **_answering(uow, token), **load_form(DecliningSchema))
    return _done("C’est noté ; la personne qui l’a envoyée est prévenue.", token)


@blueprint.post("/orientation/<token>/rendez-vous")
@door(PUBLIC, retry=show)
def give_appointment(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    form = load_form(AppointmentSchema)
    starts_at = datetime.combine(form["day"], form["time"], uow.zone)
    answers.give_appointment(uow, **_answering(uow, token), starts_at=starts_at, place=form["place"])
    return _done("Le rendez-vous est noté.", token)


@blueprint.post("/orientation/<token>/venue")
@door(PUBLIC, retry=show)
def note_meeting(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    answers.note_meeting(uow, **_answering(uow, token), **load_form(NoteSchema))
    return _done("La rencontre est notée.", token)


@blueprint.post("/orientation/<token>/fin")
@door(PUBLIC, retry=show)
def close(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    answers.close_orientation(uow, **_answering(uow, token), **load_form(ClosingSchema))
    return _done("Merci d’avoir dit ce que l’orientation a donné.", token)


def _answering(uow: UnitOfWork, token: str) -> dict[str, Any]:
    opened = answer_by_link(uow, token)
    common = {"orientation_id": opened.orientation.id, "public_url": runtime.settings.public_url}
    return {"actor": opened.referent, **common}


def _done(sentence: str, token: str) -> ResponseReturnValue:
    return done(sentence, url_for(".show", token=token))


def _private(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """The address is a key to somebody's need: no page reached from here learns it, and no cache keeps it."""
    response = browser.without_referrer(make_response(render_template(template, **values), status))
    response.headers["Cache-Control"] = "no-store"
    return response
