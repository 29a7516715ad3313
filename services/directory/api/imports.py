"""Imports of structures: send a file, look at what it would do, apply it."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from services.directory.actors import follow_up
from services.directory.domain.table_mapping import TableMapping
from services.directory.errors import NotToMap
from services.directory.files.refused_lines import WHY
from services.directory.national.recognition import with_defaults, with_proposed_terms
from services.directory.queries import imports as queries
from services.directory.runtime import runtime
from services.directory.schemas.imports import (
    ImportSchema,
    ImportsPageSchema,
    MappingSchema,
    RefusedQuery,
    SavedMappingsPageSchema,
    UploadSchema,
)
from services.directory.schemas.lists import CursorQuery
from services.directory.usecases import import_undo, imports
from services.directory.usecases.refused_lines import refused_file
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("imports", __name__, service="directory", description="Imports of structures")

_MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
REFUSED = (
    f"{WHY};id;nom;code_postal\r\n"
    "Ligne 14, code_postal : « 6410 » n’a pas 5 chiffres.;lieu-12;Espace des Tilleuls;6410\r\n"
)


@blueprint.get("/imports")
@door("imports.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, ImportsPageSchema)
def list_imports(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Newest first, but for those that were abandoned."""
    return queries.list_imports(uow, **query)


@blueprint.get("/import-mappings")
@door("imports.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, SavedMappingsPageSchema)
def list_mappings(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """How the network reads the tables that it receives again and again."""
    return queries.list_mappings(uow, **query)


@blueprint.post("/imports")
@door("imports.write")
@blueprint.arguments(UploadSchema, location="files")
@blueprint.response(201, ImportSchema)
def preview_import(uow: UnitOfWork, actor: Actor, files: dict[str, Any]) -> Any:
    """Long files answer in the state ``reading``: ask again until it is ``previewed``. A table in another shape than
    the national schema answers ``to_map``."""
    file = files["file"]
    data = imports.read_upload(file.stream)
    known = imports.preview_import(uow, actor, runtime.storage, file_name=file.filename or "", data=data)
    return follow_up(uow, known)


@blueprint.get("/imports/<uuid:import_id>")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def show_import(uow: UnitOfWork, import_id: UUID) -> Any:
    return queries.get_import(uow, import_id)


@blueprint.get("/imports/<uuid:import_id>/refused-lines")
@door("imports.write")
@blueprint.arguments(RefusedQuery, location="query")
@blueprint.response(200, {"type": "string", "example": REFUSED}, content_type="text/csv")
def download_refused(uow: UnitOfWork, query: dict[str, Any], import_id: UUID) -> ResponseReturnValue:
    """The lines left out, to mend and send again: every column as it came, after one that says what is wrong and is
    left out when the file comes back. Also the lines that were taken without the referent whom they name."""
    data = refused_file(uow, runtime.storage, queries.get_import(uow, import_id), query["format"])
    return Response(data, mimetype=_MEDIA_TYPES[query["format"]])  # type: ignore[return-value]


@blueprint.post("/imports/<uuid:import_id>/application")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def apply_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> Any:
    """A long file answers in the state ``applying``: ask again until it is ``applied``."""
    return follow_up(uow, imports.start_applying(uow, actor, runtime.storage, import_id=import_id))


@blueprint.get("/imports/<uuid:import_id>/mapping")
@door("imports.write")
@blueprint.response(200, MappingSchema)
def show_mapping(uow: UnitOfWork, import_id: UUID) -> Any:
    """How the table is read, or how it could be: columns by heading, and the term of each value."""
    known = queries.get_import(uow, import_id)
    if known.mapping is None:
        raise NotToMap
    mapping = TableMapping.load(known.mapping)
    source = imports.source_of(runtime.storage, known)
    return {**with_proposed_terms(source, mapping).dump(), "label": known.mapping_label, "missing": mapping.missing}


@blueprint.put("/imports/<uuid:import_id>/mapping")
@door("imports.write")
@blueprint.arguments(MappingSchema)
@blueprint.response(200, ImportSchema)
def map_import(uow: UnitOfWork, actor: Actor, data: dict[str, Any], import_id: UUID) -> Any:
    """Reads the table so. Values without a term in ``terms`` get the one that their own words say, if any."""
    known = queries.get_import(uow, import_id)
    if known.mapping is None:
        raise NotToMap
    mapping = with_defaults(TableMapping.load(data), uow.today)
    label = data["label"]
    known = imports.map_import(uow, actor, runtime.storage, import_id=import_id, mapping=mapping, label=label)
    return follow_up(uow, known)


@blueprint.post("/imports/<uuid:import_id>/undo")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def undo_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> Any:
    """A long import answers in the state ``undoing``: ask again until it is ``undone``, or ``applied`` with a reason in
    ``failure``."""
    return follow_up(uow, import_undo.start_undoing(uow, actor, import_id=import_id))


@blueprint.post("/imports/<uuid:import_id>/abandonment")
@door("imports.write")
@blueprint.response(200, ImportSchema)
def abandon_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> Any:
    return imports.abandon_import(uow, actor, import_id=import_id)
