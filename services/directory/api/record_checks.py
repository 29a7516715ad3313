"""Questions put to referents about their records."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.freshness import Freshness
from services.directory.domain.links import Site
from services.directory.models.record_check import RecordCheck
from services.directory.runtime import runtime
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.record_checks import (
    AskedSchema,
    PhoneAnswerSchema,
    RecordCheckSchema,
    RecordChecksPageSchema,
    StateSchema,
)
from services.directory.usecases import record_checks
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("record_checks", __name__, service="directory", description="Is this record still right?")


@blueprint.get("/record-checks")
@door("structures.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, RecordChecksPageSchema)
def list_checks(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, select(RecordCheck), RecordCheck.id, **query)


@blueprint.post("/record-checks")
@door("structures.write")
@blueprint.arguments(StateSchema)
@blueprint.response(200, AskedSchema)
def ask_all(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """Writes to everybody who can be asked about a record in this state and was not within a week, 200 at most."""
    return {"asked": record_checks.ask_all(uow, actor, _site(), state=Freshness(data["state"]))}


@blueprint.post("/structures/<uuid:structure_id>/record-checks")
@door("structures.write")
@blueprint.response(201, RecordCheckSchema)
def ask_again(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Any:
    """Writes to the structure's referent. 409 when there is nobody to ask, or the question left today."""
    return record_checks.ask_again(uow, actor, _site(), structure_id=structure_id)


@blueprint.post("/structures/<uuid:structure_id>/phone-answers")
@door("structures.write")
@blueprint.arguments(PhoneAnswerSchema)
@blueprint.response(201, RecordCheckSchema)
def confirm_by_phone(uow: UnitOfWork, actor: Actor, data: dict[str, Any], structure_id: UUID) -> Any:
    """« It is still right », as the referent said on the telephone. 409 when they are not its referent any more."""
    return record_checks.confirm_by_phone(uow, actor, structure_id=structure_id, **data)


def _site() -> Site:
    return Site(runtime.settings.public_url, runtime.settings.secret_key)
