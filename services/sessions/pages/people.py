"""People whom the network accompanies: found, registered, corrected."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.person import Person
from services.sessions.queries.enrolments import list_participations
from services.sessions.queries.people import count_people, get_person, people
from services.sessions.queries.retention import anonymised_on, soon_anonymised
from services.sessions.schemas.people import PersonSchema
from services.sessions.usecases import people as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("people", __name__, prefix="ateliers")


@blueprint.get("/personnes")
@door("people.read")
def list_people(uow: UnitOfWork) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()
    soon = request.args.get("bientot") == "1"
    keys = (Person.last_name, Person.first_name, Person.id)
    found = soon_anonymised(uow, people(search)) if soon else people(search)
    count = count_people(uow, found)
    page = paginate(uow, found, *keys, cursor=request.args.get("cursor"), limit=30, count=count)
    return render_template("people/index.html", page=page, search=search, count=count, soon=soon)


@blueprint.get("/personnes/nouvelle")
@door("people.write")
def new_person(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("people/new.html")


@blueprint.post("/personnes/nouvelle")
@door("people.write", retry=new_person)
def register_person(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    person = usecases.register_person(uow, actor, **load_form(PersonSchema))
    return done(f"La fiche de {person.full_name} est créée.", url_for(".show_person", person_id=person.id))


@blueprint.get("/personnes/<uuid:person_id>")
@door("people.read")
def show_person(uow: UnitOfWork, person_id: UUID) -> ResponseReturnValue:
    person = get_person(uow, person_id)
    participations = list_participations(uow, person_id)
    near = anonymised_on(uow, person_id)
    return render_template("people/show.html", person=person, participations=participations, anonymised_on=near)


@blueprint.get("/personnes/<uuid:person_id>/modifier")
@door("people.write")
def edit_person(uow: UnitOfWork, person_id: UUID) -> ResponseReturnValue:
    return render_template("people/edit.html", person=get_person(uow, person_id))


@blueprint.post("/personnes/<uuid:person_id>/modifier")
@door("people.write", retry=edit_person)
def correct_person(uow: UnitOfWork, actor: Actor, person_id: UUID) -> ResponseReturnValue:
    person = usecases.correct_person(uow, actor, person_id=person_id, **load_form(PersonSchema))
    return done(f"La fiche de {person.full_name} est à jour.", url_for(".show_person", person_id=person.id))
