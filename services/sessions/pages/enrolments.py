"""Places in a series: found or registered, given, given back; scores before and after."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.sessions.domain.progress import Moment
from services.sessions.models.series import Series
from services.sessions.pages.choices import guess_of, is_blank
from services.sessions.queries.assessments import get_score_sheet
from services.sessions.queries.enrolments import get_place
from services.sessions.queries.people import find_people, get_person, near_people
from services.sessions.queries.series import get_series_sheet
from services.sessions.schemas.enrolments import EnrolmentSchema, ScoreSchema
from services.sessions.schemas.people import PersonSchema
from services.sessions.usecases import assessments, enrolments, people
from shared.actor import Actor
from shared.errors import Invalid
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("enrolments", __name__, prefix="ateliers")


@blueprint.get("/parcours/<uuid:series_id>/inscrire")
@door("workshops.write")
def find_person(uow: UnitOfWork, series_id: UUID) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()
    sheet = get_series_sheet(uow, series_id)
    found = find_people(uow, search)
    near = near_people(uow, search) if not found else []
    return render_template(
        "enrolments/new.html",
        series=sheet.series,
        search=search,
        is_blank=is_blank(),
        found=found,
        near=near,
        enrolled={line.person.id for line in sheet.people},
        guess={} if found else guess_of(search),
    )


@blueprint.post("/parcours/<uuid:series_id>/inscrire")
@door("workshops.write", retry=find_person)
def enrol_new_person(uow: UnitOfWork, actor: Actor, series_id: UUID) -> ResponseReturnValue:
    person = people.register_person(uow, actor, **load_form(PersonSchema))
    return _enrol(uow, actor, series_id, person.id)


@blueprint.post("/parcours/<uuid:series_id>/inscriptions")
@door("workshops.write", retry=find_person)
def enrol_person(uow: UnitOfWork, actor: Actor, series_id: UUID) -> ResponseReturnValue:
    return _enrol(uow, actor, series_id, load_form(EnrolmentSchema)["person_id"])


def _enrol(uow: UnitOfWork, actor: Actor, series_id: UUID, person_id: UUID) -> Response:
    enrolments.enrol_person(uow, actor, series_id=series_id, person_id=person_id)
    series, person = uow.get(Series, series_id), get_person(uow, person_id)
    left = {0: "C’était la dernière place.", 1: "Il reste une place."}.get(
        series.seats_left, f"Il reste {series.seats_left} places."
    )
    return done(
        f"{person.full_name} a sa place dans « {series.title} ». {left}", url_for(".find_person", series_id=series_id)
    )


@blueprint.get("/inscriptions/<uuid:enrolment_id>/annuler")
@door("workshops.write")
def confirm_cancellation(uow: UnitOfWork, enrolment_id: UUID) -> ResponseReturnValue:
    return render_template("enrolments/cancel.html", place=get_place(uow, enrolment_id))


@blueprint.post("/inscriptions/<uuid:enrolment_id>/annuler")
@door("workshops.write", retry=confirm_cancellation)
def cancel_enrolment(uow: UnitOfWork, actor: Actor, enrolment_id: UUID) -> ResponseReturnValue:
    enrolments.cancel_enrolment(uow, actor, enrolment_id=enrolment_id)
    place = get_place(uow, enrolment_id)
    sentence = f"La place de {place.person.full_name} est libérée. Les séances ne changent pas."
    return done(sentence, url_for("series.show_series", series_id=place.series.id))


@blueprint.get("/parcours/<uuid:series_id>/evaluations")
@door("workshops.write")
def show_scores(uow: UnitOfWork, series_id: UUID) -> ResponseReturnValue:
    return render_template("enrolments/scores.html", sheet=get_score_sheet(uow, series_id))


@blueprint.post("/parcours/<uuid:series_id>/evaluations")
@door("workshops.write", retry=show_scores)
def record_scores(uow: UnitOfWork, actor: Actor, series_id: UUID) -> ResponseReturnValue:
    changed = assessments.record_scores(uow, actor, series_id=series_id, scores=_typed_scores())
    sentence = {0: "Aucune note n’a changé.", 1: "Une note enregistrée."}.get(
        len(changed), f"{len(changed)} notes enregistrées."
    )
    return done(sentence, url_for(".show_scores", series_id=series_id))


def _typed_scores() -> list[assessments.Score]:
    """Fields ``before-<person>`` and ``after-<person>``; an empty one changes nothing. Raises Invalid."""
    scores, errors, schema = [], {}, ScoreSchema(exclude=("person_id",))
    for name, text in request.form.items():
        moment, _, person = name.partition("-")
        if moment not in list(Moment) or not text.strip():
            continue
        typed = {"moment": moment, "score": text.strip().replace(",", ".")}
        wrong = schema.validate(typed)
        if wrong:
            errors[name] = wrong["score"]
        else:
            loaded: Any = schema.load(typed)
            scores.append(assessments.Score(_person_id(person), Moment(moment), loaded["score"]))
    if errors:
        raise Invalid(errors)
    return scores


def _person_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid from error
