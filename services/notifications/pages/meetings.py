"""Meetings: the next one, planning, the board of answers, and what is said afterwards."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.notifications.domain.quarters import Host as Candidate
from services.notifications.mail.calendar import PUBLISH, ics
from services.notifications.models import Meeting
from services.notifications.queries import meetings as look
from services.notifications.runtime import runtime
from services.notifications.schemas.meetings import (
    AnswerSchema,
    GuestsFilter,
    HoldingSchema,
    MeetingChangesForm,
    MeetingForm,
    in_zone,
    when_hosted,
)
from services.notifications.schemas.newsletters import SearchSchema
from services.notifications.usecases import answers, meetings
from services.notifications.usecases.meetings import snapshot
from services.notifications.usecases.writing import appointment_of, stationery
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query
from shared.web.picker import Choice, Picker, Source, pick

blueprint = page_blueprint("meetings", __name__, prefix="rencontres")


@blueprint.get("/")
@door("meetings.read")
def index(uow: UnitOfWork) -> ResponseReturnValue:
    asked = load_query(SearchSchema)
    if asked["q"]:
        return render_template("meetings/found.html", page=look.list_meetings(uow, **asked), search=asked["q"])
    upcoming = look.list_upcoming(uow)
    return render_template(
        "meetings/index.html",
        upcoming=upcoming,
        page=look.list_past(uow, cursor=asked["cursor"]),
        tallies=look.tallies(uow, upcoming),
        proposal=look.next_proposal(uow),
        hosts=look.list_candidates(uow, limit=3)[0],
    )


@blueprint.get("/nouvelle")
@door("meetings.write")
def new_meeting_page(uow: UnitOfWork) -> ResponseReturnValue:
    proposal = look.next_proposal(uow)
    day = request.args.get("jour") or (proposal.days[0].isoformat() if proposal else "")
    return render_template("meetings/edit.html", meeting=None, day=day, proposal=proposal, host=_hosts(uow))


@blueprint.post("/nouvelle")
@door("meetings.write", retry=new_meeting_page)
def plan_meeting(uow: UnitOfWork) -> ResponseReturnValue:
    organizer = stationery(uow, runtime.settings).organizer
    meeting = meetings.plan_meeting(uow, **_typed(uow, MeetingForm), organizer=organizer)
    return done("La rencontre est prévue. Les invitations partent.", _show(uow, meeting.id))


@blueprint.get("/<uuid:meeting_id>")
@door("meetings.read")
def show_meeting(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    meeting = uow.get(Meeting, meeting_id)
    asked = load_query(GuestsFilter)
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        tally=look.tallies(uow, [meeting])[meeting.id],
        asked=asked,
        now=uow.now,
        page=look.list_guests(uow, meeting.id, answer=asked["answer"], text=asked["q"], cursor=asked["cursor"]),
    )


@blueprint.get("/<uuid:meeting_id>/modifier")
@door("meetings.write")
def edit_page(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    meeting = uow.get(Meeting, meeting_id)
    meeting.refuse_unless_planned()
    day = meeting.starts_at.astimezone(uow.zone).date().isoformat()
    host = _hosts(uow, meeting.host_id)
    return render_template("meetings/edit.html", meeting=meeting, day=day, proposal=None, host=host, zone=uow.zone)


@blueprint.post("/<uuid:meeting_id>/modifier")
@door("meetings.write", retry=edit_page)
def move_meeting(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    before = uow.get(Meeting, meeting_id).sequence
    meeting = meetings.move_meeting(uow, meeting_id=meeting_id, **_typed(uow, MeetingChangesForm))
    told = " Tous les membres sont prévenus." if meeting.sequence > before else ""
    return done(f"La rencontre est modifiée.{told}", _show(uow, meeting_id))


@blueprint.post("/<uuid:meeting_id>/annulation")
@door("meetings.write", retry=show_meeting)
def cancel_meeting(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    meetings.cancel_meeting(uow, meeting_id=meeting_id)
    return done("La rencontre est annulée. Les membres sont prévenus.", _show(uow, meeting_id))


@blueprint.post("/<uuid:meeting_id>/relance")
@door("meetings.write", retry=show_meeting)
def remind(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    count = meetings.remind(uow, meeting_id=meeting_id)
    people = f"{count} personnes" if count > 1 else "1 personne"
    return done(f"Un rappel part vers {people}.", _show(uow, meeting_id))


@blueprint.post("/<uuid:meeting_id>/bilan")
@door("meetings.write", retry=show_meeting)
def hold_meeting(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    meeting = meetings.hold_meeting(uow, meeting_id=meeting_id, **load_form(HoldingSchema))
    sentence = f"C’est noté : {meeting.people} personnes de {meeting.structures} structures."
    return done(sentence, _show(uow, meeting_id))


@blueprint.post("/<uuid:meeting_id>/invitations/<uuid:invitation_id>/reponse")
@door("meetings.write", retry=show_meeting)
def write_answer_down(uow: UnitOfWork, meeting_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    """An answer given by telephone."""
    guest = answers.answer_invitation(uow, invitation_id=invitation_id, **load_form(AnswerSchema))
    if guest.meeting_id != meeting_id:
        raise NotFound
    return done(f"{guest.name} : {guest.answer_label}.", _show(uow, meeting_id))


@blueprint.get("/<uuid:meeting_id>/rencontre.ics")
@door("meetings.read")
def download_calendar(uow: UnitOfWork, meeting_id: UUID) -> ResponseReturnValue:
    return calendar_file(uow, uow.get(Meeting, meeting_id))


def calendar_file(uow: UnitOfWork, meeting: Meeting) -> Response:
    """The meeting as a file that any calendar opens."""
    cancelled = meeting.status == "cancelled"
    paper = stationery(uow, runtime.settings)
    appointment = appointment_of(snapshot(meeting), uow.network.time_zone, paper.envelope, cancelled=cancelled)
    response = make_response(ics(appointment, paper.sender, method=PUBLISH, at=uow.now))
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="rencontre.ics"'
    return response


def _typed(uow: UnitOfWork, schema: type[MeetingForm]) -> dict[str, Any]:
    return in_zone(load_form(schema), uow.zone)


def _hosts(uow: UnitOfWork, held: UUID | None = None) -> Picker:
    """Least recent host first. ``held``: the one that is chosen when the form opens."""

    def find(words: str, most: int) -> tuple[list[Choice], int]:
        found, count = look.list_candidates(uow, q=words, limit=most)
        return list(map(_choice, found)), count

    def named(ids: Collection[UUID]) -> list[Choice]:
        return list(map(_choice, look.list_candidates(uow, among=ids)[0]))

    address = url_for("api_meetings.list_hosts", network=uow.network.slug)
    return pick("host_id", Source(find, named, address, ("label", "when_hosted")), [held] if held else [])


def _choice(host: Candidate) -> Choice:
    return host.id, f"{host.label}, {when_hosted(host)}"


def _show(uow: UnitOfWork, meeting_id: UUID) -> str:
    return url_for(".show_meeting", network=uow.network.slug, meeting_id=meeting_id)
