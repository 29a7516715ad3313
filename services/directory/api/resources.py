"""What members share: teaching resources and free software."""

from typing import Any
from uuid import UUID

from flask import Response

from services.directory.queries import resources as queries
from services.directory.resource_files import received, sent
from services.directory.runtime import runtime
from services.directory.schemas.resources import (
    ReadSchema,
    RefusalSchema,
    ResourceApiQuery,
    ResourceChangesSchema,
    ResourceFileSchema,
    ResourceSchema,
    ResourcesSchema,
)
from services.directory.usecases import resources
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.identity import may

blueprint = api_blueprint("resources", __name__, service="directory", description="What members share")
MODERATE = "resources.moderate"


@blueprint.get("/resources")
@door("resources.read")
@blueprint.arguments(ResourceApiQuery, location="query")
@blueprint.response(200, ResourcesSchema)
def list_resources(uow: UnitOfWork, actor: Actor, query: dict[str, Any]) -> Any:
    return queries.list_resources(uow, actor, moderates=may(actor, MODERATE), **query)


@blueprint.post("/resources")
@door("resources.write")
@blueprint.arguments(ResourceSchema)
@blueprint.response(201, ResourceSchema)
def propose_resource(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """A link. It is published at once when the caller moderates, ``proposed`` otherwise."""
    return resources.propose_resource(uow, actor, runtime.storage, moderates=may(actor, MODERATE), **data)


@blueprint.post("/resources/files")
@door("resources.write")
@blueprint.arguments(ResourceSchema(exclude=("url",)), location="form")
@blueprint.arguments(ResourceFileSchema, location="files")
@blueprint.response(201, ResourceSchema)
def propose_file(uow: UnitOfWork, actor: Actor, data: dict[str, Any], files: dict[str, Any]) -> Any:
    """The same with a file in the place of the link."""
    given = {"moderates": may(actor, MODERATE), "upload": received(files["file"])}
    return resources.propose_resource(uow, actor, runtime.storage, **given, **data)


@blueprint.get("/resources/<uuid:resource_id>")
@door("resources.read")
@blueprint.response(200, ResourceSchema)
def show_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> Any:
    return queries.get_visible(uow, actor, resource_id, moderates=may(actor, MODERATE))


@blueprint.patch("/resources/<uuid:resource_id>")
@door("resources.write")
@blueprint.arguments(ResourceChangesSchema(partial=True))
@blueprint.response(200, ResourceSchema)
def change_resource(uow: UnitOfWork, actor: Actor, data: dict[str, Any], resource_id: UUID) -> Any:
    """By its author, or who moderates. A ``url`` takes the place of the file."""
    return resources.change_resource(
        uow, actor, runtime.storage, moderates=may(actor, MODERATE), resource_id=resource_id, **data
    )


@blueprint.get("/resources/<uuid:resource_id>/file")
@door("resources.read")
def download_file(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> Response:
    return sent(queries.get_visible(uow, actor, resource_id, moderates=may(actor, MODERATE)), runtime.storage)


@blueprint.put("/resources/<uuid:resource_id>/file")
@door("resources.write")
@blueprint.arguments(ResourceFileSchema, location="files")
@blueprint.response(200, ResourceSchema)
def replace_file(uow: UnitOfWork, actor: Actor, files: dict[str, Any], resource_id: UUID) -> Any:
    """Takes the place of the link, or of the file that was there."""
    given = {"moderates": may(actor, MODERATE), "upload": received(files["file"]), "url": ""}
    return resources.change_resource(uow, actor, runtime.storage, resource_id=resource_id, **given)


@blueprint.post("/resources/<uuid:resource_id>/publication")
@door(MODERATE)
@blueprint.arguments(ReadSchema)
@blueprint.response(200, ResourceSchema)
def publish_resource(uow: UnitOfWork, actor: Actor, data: dict[str, Any], resource_id: UUID) -> Any:
    return resources.publish_resource(uow, actor, resource_id=resource_id, **data)


@blueprint.post("/resources/<uuid:resource_id>/refusal")
@door(MODERATE)
@blueprint.arguments(RefusalSchema)
@blueprint.response(200, ResourceSchema)
def refuse_resource(uow: UnitOfWork, actor: Actor, data: dict[str, Any], resource_id: UUID) -> Any:
    public_url = runtime.settings.public_url
    return resources.refuse_resource(uow, actor, resource_id=resource_id, public_url=public_url, **data)


@blueprint.post("/resources/<uuid:resource_id>/hiding")
@door(MODERATE)
@blueprint.response(200, ResourceSchema)
def hide_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> Any:
    return resources.hide_resource(uow, actor, resource_id=resource_id)


@blueprint.post("/resources/<uuid:resource_id>/removal")
@door("resources.write")
@blueprint.response(200, ResourceSchema)
def remove_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> Any:
    return resources.remove_resource(uow, actor, moderates=may(actor, MODERATE), resource_id=resource_id)


@blueprint.post("/resources/<uuid:resource_id>/restoration")
@door("resources.write")
@blueprint.response(200, ResourceSchema)
def restore_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> Any:
    """Within the hour that follows the removal, by its author if they removed it, by who moderates otherwise."""
    return resources.restore_resource(uow, actor, moderates=may(actor, MODERATE), resource_id=resource_id)
