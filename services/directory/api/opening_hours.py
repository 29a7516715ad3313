"""Whether a structure is open, what French hours seem to say, and what people say of that."""

from typing import Any
from uuid import UUID

from services.directory.domain.weekly_hours import write_hours
from services.directory.opening import Place, is_readable, opening_at, reading_of
from services.directory.queries import structures as queries
from services.directory.queries.opening_hours import list_readable
from services.directory.schemas.opening_hours import (
    DecisionChoiceSchema,
    DecisionSchema,
    OpeningHoursSchema,
    ReadingsChoiceSchema,
    ReadingsPageSchema,
    ReadingsQuery,
)
from services.directory.usecases import opening_hours
from services.directory.usecases.opening_hours import Shown
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("opening_hours", __name__, service="directory", description="Opening hours of structures")


@blueprint.get("/structures/<uuid:structure_id>/opening-hours")
@door("structures.read")
@blueprint.response(200, OpeningHoursSchema)
def show_opening_hours(uow: UnitOfWork, structure_id: UUID) -> Any:
    text = queries.get_structure(uow, structure_id).opening_hours
    opening = opening_at(text, uow.now, Place(uow.zone, uow.network.department))
    read = reading_of(text)
    return {
        "opening_hours": text,
        "is_valid": is_readable(text),
        "is_open": opening.is_open and not opening.is_doubtful if opening else None,
        "changes_at": opening.changes_at if opening else None,
        "proposal": write_hours(read) if read else None,
    }


@blueprint.get("/opening-hours/readings")
@door("structures.write")
@blueprint.arguments(ReadingsQuery, location="query")
@blueprint.response(200, ReadingsPageSchema)
def list_readings(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Structures whose hours are French text that can be read: to be confirmed, or ``left`` as they are."""
    return list_readable(uow, **query)


@blueprint.post("/opening-hours/readings/acceptance")
@door("structures.write")
@blueprint.arguments(ReadingsChoiceSchema)
@blueprint.response(200, DecisionSchema)
def accept_readings(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The structures get the hours that were proposed. 409 when none of them has its text any more."""
    return opening_hours.accept_readings(uow, actor, shown=[Shown(**one) for one in data["readings"]])


@blueprint.post("/opening-hours/readings/refusal")
@door("structures.write")
@blueprint.arguments(ReadingsChoiceSchema)
@blueprint.response(200, DecisionSchema)
def leave_texts(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The texts stay as they are, and are not proposed again. 409 when none of them is the same any more."""
    return opening_hours.leave_texts(uow, actor, shown=[Shown(**one) for one in data["readings"]])


@blueprint.post("/opening-hours/readings/return")
@door("structures.write")
@blueprint.arguments(DecisionChoiceSchema)
@blueprint.response(200, DecisionSchema)
def propose_again(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """Takes back a decision, but for what has changed since. 409 when nothing is left of it."""
    return opening_hours.propose_again(uow, actor, decision_id=data["decision"])
