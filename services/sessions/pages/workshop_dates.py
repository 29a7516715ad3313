"""One meeting: its attendance on one screen, moved, cancelled."""

from collections.abc import Mapping
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.sessions.domain.presence import Mark
from services.sessions.queries.attendance import get_sheet
from services.sessions.queries.people import find_homonyms, get_person
from services.sessions.queries.workshop_dates import get_meeting
from services.sessions.schemas.people import PersonSchema
from services.sessions.schemas.series import NewDateSchema
from services.sessions.schemas.workshop_dates import CancellationSchema, MarksSchema, WalkInSchema
from services.sessions.usecases import attendance, people
from services.sessions.usecases import workshop_dates as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("workshop_dates", __name__, prefix="ateliers")

MARK_LABELS = {
    Mark.PRESENT: "Présent",
    Mark.LATE: "En retard",
    Mark.EXCUSED: "Excusé",
    Mark.ABSENT: "Absent",
}

WALK_IN = ("first_name", "last_name", "person_id", "add", "is_new")
"""Fields and buttons of who came without being expected: with any of them, somebody is to be added."""


@blueprint.get("/seances/<uuid:workshop_date_id>/presences")
@door("people.read")
def show_attendance(uow: UnitOfWork, workshop_date_id: UUID) -> ResponseReturnValue:
    sheet = get_sheet(uow, workshop_date_id)
    first_name, last_name = request.args.get("prenom", ""), request.args.get("nom", "")
    return render_template(
        "workshop_dates/attendance.html",
        sheet=sheet,
        labels=MARK_LABELS,
        is_open=not sheet.meeting.workshop_date.is_cancelled and sheet.meeting.workshop_date.day(uow.zone) <= uow.today,
        arrival={"first_name": first_name, "last_name": last_name},
        homonyms=find_homonyms(uow, first_name, last_name) if first_name and last_name else [],
    )


@blueprint.post("/seances/<uuid:workshop_date_id>/presences")
@door("workshops.write", retry=show_attendance)
def record_attendance(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID) -> ResponseReturnValue:
    """The whole sheet or only some marks, and perhaps somebody who walked in."""
    others = load_form(MarksSchema(only=("others",)))["others"]
    attendance.record_attendance(
        uow,
        actor,
        workshop_date_id=workshop_date_id,
        marks=_typed_marks(request.form),
        others=Mark(others) if others else None,
    )
    sheet = url_for(".show_attendance", workshop_date_id=workshop_date_id)
    if any(request.form.get(name, "").strip() for name in WALK_IN):
        return _let_in(uow, actor, workshop_date_id, sheet)
    return done("Les présences sont enregistrées.", sheet)


def _typed_marks(form: Mapping[str, str]) -> dict[UUID, Mark]:
    """Fields ``mark-<person>``; what is not a mark is left out."""
    typed = {name.removeprefix("mark-"): mark for name, mark in form.items() if name.startswith("mark-")}
    return {UUID(person): Mark(mark) for person, mark in typed.items() if mark in list(Mark) and _is_uuid(person)}


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _let_in(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID, sheet: str) -> Response:
    """Somebody of that name may be known already: then the screen asks before a second record is made."""
    if request.form.get("person_id"):
        person = get_person(uow, load_form(WalkInSchema)["person_id"])
    else:
        data = load_form(PersonSchema(only=("first_name", "last_name")))
        if not request.form.get("is_new") and find_homonyms(uow, **data):
            asked = {"prenom": data["first_name"], "nom": data["last_name"], "_anchor": "arrivee"}
            return done(
                "Les présences sont enregistrées. Une personne du même nom est déjà connue.",
                url_for(".show_attendance", workshop_date_id=workshop_date_id, **asked),
            )
        person = people.register_person(uow, actor, **data)
    row = attendance.add_walk_in(uow, actor, workshop_date_id=workshop_date_id, person_id=person.id)
    how = "présence notée, sans inscription" if row.is_walk_in else "déjà sur la liste, présence notée"
    return done(f"{person.full_name} : {how}.", sheet)


@blueprint.post("/seances/<uuid:workshop_date_id>/venues/<uuid:person_id>/retirer")
@door("workshops.write")
def remove_walk_in(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID, person_id: UUID) -> ResponseReturnValue:
    attendance.remove_walk_in(uow, actor, workshop_date_id=workshop_date_id, person_id=person_id)
    sentence = f"{get_person(uow, person_id).full_name} ne figure plus dans cette séance."
    return done(sentence, url_for(".show_attendance", workshop_date_id=workshop_date_id))


@blueprint.get("/seances/<uuid:workshop_date_id>/deplacer")
@door("workshops.write")
def new_moment(uow: UnitOfWork, workshop_date_id: UUID) -> ResponseReturnValue:
    meeting = get_meeting(uow, workshop_date_id)
    starts_at = meeting.workshop_date.starts_at.astimezone(uow.zone)
    ends_at = meeting.workshop_date.ends_at.astimezone(uow.zone)
    return render_template("workshop_dates/move.html", meeting=meeting, starts_at=starts_at, ends_at=ends_at)


@blueprint.post("/seances/<uuid:workshop_date_id>/deplacer")
@door("workshops.write", retry=new_moment)
def move_date(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID) -> ResponseReturnValue:
    moved = usecases.move_date(uow, actor, workshop_date_id=workshop_date_id, **load_form(NewDateSchema))
    return done("La séance est déplacée.", url_for("series.show_series", series_id=moved.series_id))


@blueprint.get("/seances/<uuid:workshop_date_id>/annuler")
@door("workshops.write")
def confirm_cancellation(uow: UnitOfWork, workshop_date_id: UUID) -> ResponseReturnValue:
    return render_template("workshop_dates/cancel.html", meeting=get_meeting(uow, workshop_date_id))


@blueprint.post("/seances/<uuid:workshop_date_id>/annuler")
@door("workshops.write", retry=confirm_cancellation)
def cancel_date(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID) -> ResponseReturnValue:
    cancelled = usecases.cancel_date(uow, actor, workshop_date_id=workshop_date_id, **load_form(CancellationSchema))
    sentence = "La séance est annulée. Les personnes inscrites gardent leur place dans le parcours."
    return done(sentence, url_for("series.show_series", series_id=cancelled.series_id))
