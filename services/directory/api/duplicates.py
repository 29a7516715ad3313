"""Likely duplicates, and merging."""

from typing import Any

from sqlalchemy import select

from services.directory.actors import find_duplicates
from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.schemas.duplicates import (
    DuplicatePairSchema,
    DuplicatePairsPageSchema,
    MergeSchema,
    PairSchema,
    PairsQuery,
)
from services.directory.schemas.structures import StructureSchema
from services.directory.usecases import merging
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("duplicates", __name__, service="directory", description="Structures that are there twice")


@blueprint.get("/duplicates")
@door("structures.write")
@blueprint.arguments(PairsQuery, location="query")
@blueprint.response(200, DuplicatePairsPageSchema)
def list_pairs(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    chosen = select(DuplicatePair).where(DuplicatePair.state == query.pop("state"))
    return paginate(uow, chosen, DuplicatePair.id, **query)


@blueprint.post("/duplicates/search")
@door("structures.write")
@blueprint.response(202)
def search(uow: UnitOfWork) -> Any:
    """Starts a search; its pairs replace those proposed before."""
    uow.enqueue(find_duplicates, tenant_id=str(uow.tenant_id))
    return {}


@blueprint.post("/duplicates/difference")
@door("structures.write")
@blueprint.arguments(PairSchema)
@blueprint.response(200, DuplicatePairSchema)
def call_different(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return merging.call_different(uow, actor, pair_id=data["pair"])


@blueprint.post("/duplicates/proposal")
@door("structures.write")
@blueprint.arguments(PairSchema)
@blueprint.response(200, DuplicatePairSchema)
def propose_again(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """Takes back « difference »."""
    return merging.propose_again(uow, actor, pair_id=data["pair"])


@blueprint.post("/structures/merge")
@door("structures.write")
@blueprint.arguments(MergeSchema)
@blueprint.response(200, StructureSchema)
def merge(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return merging.merge_structures(uow, actor, **data)
