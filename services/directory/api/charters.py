"""The charter. A person signs it, a program does not."""

from typing import Any

from services.directory.errors import CharterMissing
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.queries import charters as queries
from services.directory.runtime import runtime
from services.directory.schemas.charters import (
    CharterSchema,
    CharterVersionSchema,
    CharterVersionsSchema,
    NewCharterSchema,
    RemindedSchema,
    SignaturesSchema,
)
from services.directory.schemas.lists import CursorQuery
from services.directory.usecases import charters
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("charters", __name__, service="directory", description="The charter and its signatures")


@blueprint.get("/charter")
@door("charter.read")
@blueprint.response(200, CharterSchema)
def show_charter(uow: UnitOfWork) -> Any:
    version = queries.current_version(uow)
    if version is None:
        raise CharterMissing
    return version


@blueprint.get("/charter/versions")
@door("charter.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, CharterVersionsSchema)
def list_versions(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Every version that was published, with how many signed it."""
    return paginate(uow, queries.all_versions(), CharterVersion.id, **query)


@blueprint.get("/charter/versions/<int:number>")
@door("charter.read")
@blueprint.response(200, CharterVersionSchema)
def show_version(uow: UnitOfWork, number: int) -> Any:
    return queries.get_version(uow, number)


@blueprint.post("/charter/versions")
@door("charter.write")
@blueprint.arguments(NewCharterSchema)
@blueprint.response(201, CharterSchema)
def publish_charter(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return charters.publish_charter(uow, actor, **data)


@blueprint.get("/charter/signatures")
@door("charter.follow")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, SignaturesSchema)
def list_signatures(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, queries.all_signatures(), CharterSignature.id, **query)


@blueprint.post("/charter/reminders")
@door("charter.write")
@blueprint.response(201, RemindedSchema)
def remind_charter(uow: UnitOfWork, actor: Actor) -> Any:
    return {"reminded": charters.remind_charter(uow, actor, public_url=runtime.settings.public_url)}
