"""Structures of the directory."""

from typing import Any
from uuid import UUID

from services.directory.queries import structures as queries
from services.directory.queries.lending import find_stock
from services.directory.queries.workshops import list_next_workshops
from services.directory.schemas.structure_query import StructureQuery
from services.directory.schemas.structures import (
    ATTRIBUTES,
    LendingStockSchema,
    StructureChangesSchema,
    StructureSchema,
    StructuresPageSchema,
    WorkshopsOfStructureSchema,
)
from services.directory.usecases import structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("structures", __name__, service="directory", description="Structures of the directory")


@blueprint.get("/structures")
@door("structures.read")
@blueprint.arguments(StructureQuery, location="query")
@blueprint.response(200, StructuresPageSchema)
def list_structures(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    asked = {name: query[name] for name in ("sort", "cursor", "limit")}
    return queries.list_structures(uow, query["wanted"], **asked, attributes=ATTRIBUTES)


@blueprint.get("/structures/<uuid:structure_id>")
@door("structures.read")
@blueprint.response(200, StructureSchema)
def show_structure(uow: UnitOfWork, structure_id: UUID) -> Any:
    return queries.get_structure(uow, structure_id)


@blueprint.get("/structures/<uuid:structure_id>/workshops")
@door("structures.read")
@blueprint.response(200, WorkshopsOfStructureSchema)
def list_workshops(uow: UnitOfWork, structure_id: UUID) -> Any:
    """The next ones that take place there, four at most, soonest first."""
    return {"items": list_next_workshops(uow, queries.get_structure(uow, structure_id).id)}


@blueprint.get("/structures/<uuid:structure_id>/lending")
@door("structures.read")
@blueprint.response(200, LendingStockSchema)
def show_lending(uow: UnitOfWork, structure_id: UUID) -> Any:
    """What it lends, as counts: the things themselves are the sessions service's."""
    return find_stock(uow, queries.get_structure(uow, structure_id).id) or {"stock": {}, "available": {}}


@blueprint.post("/structures")
@door("structures.write")
@blueprint.arguments(StructureSchema)
@blueprint.response(201, StructureSchema)
def create_structure(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return structures.create_structure(uow, actor, **data)


@blueprint.patch("/structures/<uuid:structure_id>")
@door("structures.amend")
@blueprint.arguments(StructureChangesSchema(partial=True))
@blueprint.response(200, StructureSchema)
def change_structure(uow: UnitOfWork, actor: Actor, data: dict[str, Any], structure_id: UUID) -> Any:
    return structures.change_structure(uow, actor, structure_id=structure_id, **data)


@blueprint.post("/structures/<uuid:structure_id>/archiving")
@door("structures.write")
@blueprint.response(200, StructureSchema)
def archive_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Any:
    return structures.archive_structure(uow, actor, structure_id=structure_id)


@blueprint.post("/structures/<uuid:structure_id>/restoring")
@door("structures.write")
@blueprint.response(200, StructureSchema)
def restore_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Any:
    return structures.restore_structure(uow, actor, structure_id=structure_id)
