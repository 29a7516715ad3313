"""Answering an invitation by the link of the mail, without an account. Opening the link changes nothing."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.notifications.models import Meeting
from services.notifications.pages.meetings import calendar_file
from services.notifications.queries import links
from services.notifications.runtime import runtime
from services.notifications.schemas.meetings import AnswerSchema
from services.notifications.usecases import answers
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("answers", __name__, prefix="rencontres")


@blueprint.get("/reponse/<token>")
@door(PUBLIC)
def show(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    guest = links.invitation_of(uow, runtime.settings.secret_key, token)
    meeting = uow.get(Meeting, guest.meeting_id)
    return render_template("meetings/answer.html", guest=guest, meeting=meeting, token=token, now=uow.now)


@blueprint.post("/reponse/<token>")
@door(PUBLIC, retry=show)
def answer(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    guest = links.invitation_of(uow, runtime.settings.secret_key, token)
    answers.answer_invitation(uow, invitation_id=guest.id, **load_form(AnswerSchema))
    return redirect(url_for(".show", network=uow.network.slug, token=token), 303)


@blueprint.get("/reponse/<token>/rencontre.ics")
@door(PUBLIC)
def download_calendar(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    guest = links.invitation_of(uow, runtime.settings.secret_key, token)
    return calendar_file(uow, uow.get(Meeting, guest.meeting_id))
