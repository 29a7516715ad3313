"""Orientations: people sent to a named referent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.directory.models.orientation import Orientation
from services.directory.queries import orientations as queries
from services.directory.queries.recipients import find_recipients as look_for_recipients
from services.directory.queries.recipients import list_recipients
from services.directory.queries.structures import get_structure
from services.directory.runtime import runtime
from services.directory.schemas import orientations as shapes
from services.directory.usecases import orientation_answers as answers
from services.directory.usecases import orientations
from services.directory.usecases.orientations import Request
from shared.actor import Actor
from shared.errors import Forbidden
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("orientations", __name__, service="directory", description="People sent to a named referent")


@blueprint.get("/structures/<uuid:structure_id>/recipients")
@door("orientations.write")
@blueprint.response(200, shapes.RecipientsSchema)
def list_structure_recipients(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Any:
    """Referents to whom a person can be sent there."""
    structure = get_structure(uow, structure_id)
    return {"items": list_recipients(uow, actor, structure.id)}


@blueprint.get("/orientations")
@door("orientations.read")
@blueprint.arguments(shapes.OrientationsQuery, location="query")
@blueprint.response(200, shapes.OrientationsPageSchema)
def list_orientations(uow: UnitOfWork, actor: Actor, query: dict[str, Any]) -> Any:
    return queries.list_orientations(uow, actor, **query)


@blueprint.get("/orientations/counts")
@door("orientations.read")
@blueprint.response(200, shapes.OrientationCountsSchema)
def count_orientations(uow: UnitOfWork) -> Any:
    """Of this year, for every member."""
    return queries.count_since(uow, uow.today.replace(month=1, day=1))


@blueprint.get("/orientations/<uuid:orientation_id>/recipients")
@door("orientations.write")
@blueprint.arguments(shapes.RecipientsQuery, location="query")
@blueprint.response(200, shapes.FoundRecipientsSchema)
def find_recipients(uow: UnitOfWork, actor: Actor, query: dict[str, Any], orientation_id: UUID) -> Any:
    """Referents of other structures to whom the person can be sent on, by structure and name."""
    here = _get(uow, actor, orientation_id).structure_id
    items, count = look_for_recipients(uow, actor, elsewhere_than=here, **query)
    return {"items": items, "count": count}


@blueprint.post("/structures/<uuid:structure_id>/orientations")
@door("orientations.write")
@blueprint.arguments(shapes.OrientationSchema)
@blueprint.response(201, shapes.OrientationWithStepsSchema)
def send_orientation(uow: UnitOfWork, actor: Actor, data: dict[str, Any], structure_id: UUID) -> Any:
    recipient_id, request = data["recipient"], Request.of(data)
    return orientations.send_orientation(
        uow, actor, structure_id=structure_id, recipient_id=recipient_id, request=request, public_url=_public_url()
    )


@blueprint.get("/orientations/<uuid:orientation_id>")
@door("orientations.read")
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def show_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> Any:
    return _get(uow, actor, orientation_id)


@blueprint.post("/orientations/<uuid:orientation_id>/acceptance")
@door("orientations.write")
@blueprint.arguments(shapes.NoteSchema)
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def accept_orientation(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    return answers.accept_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **data)


@blueprint.post("/orientations/<uuid:orientation_id>/refusal")
@door("orientations.write")
@blueprint.arguments(shapes.DecliningSchema)
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def decline_orientation(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    return answers.decline_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **data)


@blueprint.post("/orientations/<uuid:orientation_id>/appointment")
@door("orientations.write")
@blueprint.arguments(shapes.AppointmentSchema)
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def give_appointment(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    starts_at = datetime.combine(data["day"], data["time"], uow.zone)
    return answers.give_appointment(
        uow, actor, orientation_id=orientation_id, starts_at=starts_at, place=data["place"], public_url=_public_url()
    )


@blueprint.post("/orientations/<uuid:orientation_id>/encounter")
@door("orientations.write")
@blueprint.arguments(shapes.NoteSchema)
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def note_meeting(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    return answers.note_meeting(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **data)


@blueprint.post("/orientations/<uuid:orientation_id>/closing")
@door("orientations.write")
@blueprint.arguments(shapes.ClosingSchema)
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def close_orientation(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    return answers.close_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **data)


@blueprint.post("/orientations/<uuid:orientation_id>/withdrawal")
@door("orientations.write")
@blueprint.response(200, shapes.OrientationWithStepsSchema)
def withdraw_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> Any:
    return orientations.withdraw_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url())


@blueprint.post("/orientations/<uuid:orientation_id>/forwarding")
@door("orientations.write")
@blueprint.arguments(shapes.ForwardingSchema)
@blueprint.response(201, shapes.OrientationWithStepsSchema)
def forward_orientation(uow: UnitOfWork, actor: Actor, data: dict[str, Any], orientation_id: UUID) -> Any:
    recipient_id, chosen = data["recipient"], {name: data[name] for name in ("consent_on", "note")}
    return orientations.forward_orientation(
        uow, actor, orientation_id=orientation_id, recipient_id=recipient_id, public_url=_public_url(), **chosen
    )


def _get(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> Orientation:
    orientation = uow.get(Orientation, orientation_id)
    if not queries.may_see(actor, orientation):
        raise Forbidden
    return orientation


def _public_url() -> str:
    return runtime.settings.public_url
