"""Imports of structures: send a file, look at what it would do, apply it."""

from typing import Any
from uuid import UUID

from services.directory.queries import imports as queries
from services.directory.runtime import runtime
from services.directory.schemas.imports import ImportSchema, UploadSchema
from services.directory.usecases import imports
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("imports", __name__, service="directory", description="Imports of structures")


@blueprint.post("/imports")
@door("imports.write")
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, ImportSchema)
def preview_import(uow: UnitOfWork, actor: Actor, files: dict[str, Any]) -> Any:
    file = files["file"]
    data = imports.read_upload(file.stream)
    return imports.preview_import(uow, actor, runtime.storage, file_name=file.filename or "", data=data)


@blueprint.get("/imports/<uuid:import_id>")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def show_import(uow: UnitOfWork, import_id: UUID) -> Any:
    return queries.get_import(uow, import_id)


@blueprint.post("/imports/<uuid:import_id>/application")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def apply_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> Any:
    return imports.apply_import(uow, actor, runtime.storage, import_id=import_id)


@blueprint.post("/imports/<uuid:import_id>/abandonment")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def abandon_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> Any:
    return imports.abandon_import(uow, actor, import_id=import_id)
