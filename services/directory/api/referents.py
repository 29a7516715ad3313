"""Referents of structures."""

from typing import Any
from uuid import UUID

from services.directory.queries import referents as queries
from services.directory.queries.structures import get_structure
from services.directory.schemas.lists import CursorQuery, SearchQuery
from services.directory.schemas.referents import (
    CandidatesSchema,
    FoundReferentsSchema,
    ReferentChangesSchema,
    ReferentSchema,
    ReferentsSchema,
    WithoutReferentSchema,
)
from services.directory.usecases import referents, structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.identity import may

blueprint = api_blueprint("referents", __name__, service="directory", description="Who to ask for at a structure")


@blueprint.get("/structures/without-referent")
@door("structures.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, WithoutReferentSchema)
def list_missing(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Active structures where nobody valid can be asked for."""
    return queries.list_structures_without_referent(uow, **query)


@blueprint.get("/referents")
@door("structures.read")
@blueprint.arguments(SearchQuery, location="query")
@blueprint.response(200, FoundReferentsSchema)
def find_referents(uow: UnitOfWork, actor: Actor, query: dict[str, Any]) -> Any:
    """Looked for by name, function or address, among those whom the caller may see."""
    return queries.find_referents(uow, actor, everyone=may(actor, "structures.write"), **query)


@blueprint.get("/structures/<uuid:structure_id>/referents")
@door("structures.read")
@blueprint.response(200, ReferentsSchema)
def list_referents(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Any:
    """All of them for who may amend the record, else those who agreed to be shown to members."""
    everyone = structures.may_amend(actor, get_structure(uow, structure_id))
    return {"items": queries.list_referents(uow, structure_id, everyone=everyone)}


@blueprint.get("/structures/<uuid:structure_id>/referents/candidates")
@door("structures.write")
@blueprint.arguments(SearchQuery, location="query")
@blueprint.response(200, CandidatesSchema)
def list_candidates(uow: UnitOfWork, query: dict[str, Any], structure_id: UUID) -> Any:
    """Active members who are not referents there yet, by name."""
    return queries.find_linkable_members(uow, get_structure(uow, structure_id).id, **query)


@blueprint.post("/structures/<uuid:structure_id>/referents")
@door("structures.amend")
@blueprint.arguments(ReferentSchema)
@blueprint.response(201, ReferentSchema)
def add_referent(uow: UnitOfWork, actor: Actor, data: dict[str, Any], structure_id: UUID) -> Any:
    return referents.add_referent(uow, actor, structure_id=structure_id, **data)


@blueprint.patch("/referents/<uuid:referent_id>")
@door("structures.amend")
@blueprint.arguments(ReferentChangesSchema(partial=True))
@blueprint.response(200, ReferentSchema)
def change_referent(uow: UnitOfWork, actor: Actor, data: dict[str, Any], referent_id: UUID) -> Any:
    return referents.change_referent(uow, actor, referent_id=referent_id, **data)


@blueprint.post("/referents/<uuid:referent_id>/renewal")
@door("structures.amend")
@blueprint.response(200, ReferentSchema)
def renew_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> Any:
    return referents.renew_referent(uow, actor, referent_id=referent_id)


@blueprint.post("/referents/<uuid:referent_id>/removal")
@door("structures.amend")
@blueprint.response(200, ReferentSchema)
def remove_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> Any:
    return referents.remove_referent(uow, actor, referent_id=referent_id)


@blueprint.post("/referents/<uuid:referent_id>/restoring")
@door("structures.amend")
@blueprint.response(200, ReferentSchema)
def restore_referent(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> Any:
    return referents.restore_referent(uow, actor, referent_id=referent_id)
