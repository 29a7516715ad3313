from typing import Any
from uuid import UUID

from services.sessions.models.person import Person
from services.sessions.queries.people import get_person, people
from services.sessions.schemas.people import ListQuery, PeoplePageSchema, PersonSchema
from services.sessions.usecases import people as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("people", __name__, service="sessions", description="People whom the network accompanies")


@blueprint.get("/people")
@door("people.read")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, PeoplePageSchema)
def list_people(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    keys = (Person.last_name, Person.first_name, Person.id)
    return paginate(uow, people(query["q"]), *keys, cursor=query["cursor"], limit=query["limit"])


@blueprint.post("/people")
@door("people.write")
@blueprint.arguments(PersonSchema)
@blueprint.response(201, PersonSchema)
def register_person(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.register_person(uow, actor, **data)


@blueprint.get("/people/<uuid:person_id>")
@door("people.read")
@blueprint.response(200, PersonSchema)
def show_person(uow: UnitOfWork, person_id: UUID) -> Any:
    return get_person(uow, person_id)


@blueprint.put("/people/<uuid:person_id>")
@door("people.write")
@blueprint.arguments(PersonSchema)
@blueprint.response(200, PersonSchema)
def correct_person(uow: UnitOfWork, actor: Actor, data: dict[str, Any], person_id: UUID) -> Any:
    return usecases.correct_person(uow, actor, person_id=person_id, **data)
