"""What structures offer."""

from typing import Any
from uuid import UUID

from services.directory.queries import offers as queries
from services.directory.queries.structures import get_structure
from services.directory.schemas.lists import SearchQuery
from services.directory.schemas.offers import FoundOffersSchema, OfferChangesSchema, OfferSchema, OffersSchema
from services.directory.usecases import offers
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("offers", __name__, service="directory", description="What structures offer")


@blueprint.get("/offers")
@door("structures.read")
@blueprint.arguments(SearchQuery, location="query")
@blueprint.response(200, FoundOffersSchema)
def find_offers(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Looked for by theme, audience, schedule and place, by theme."""
    return queries.find_offers(uow, **query)


@blueprint.get("/structures/<uuid:structure_id>/offers")
@door("structures.read")
@blueprint.response(200, OffersSchema)
def list_offers(uow: UnitOfWork, structure_id: UUID) -> Any:
    get_structure(uow, structure_id)
    return {"items": queries.list_offers(uow, structure_id)}


@blueprint.post("/structures/<uuid:structure_id>/offers")
@door("structures.amend")
@blueprint.arguments(OfferSchema)
@blueprint.response(201, OfferSchema)
def add_offer(uow: UnitOfWork, actor: Actor, data: dict[str, Any], structure_id: UUID) -> Any:
    return offers.add_offer(uow, actor, structure_id=structure_id, **data)


@blueprint.patch("/offers/<uuid:offer_id>")
@door("structures.amend")
@blueprint.arguments(OfferChangesSchema(partial=True))
@blueprint.response(200, OfferSchema)
def change_offer(uow: UnitOfWork, actor: Actor, data: dict[str, Any], offer_id: UUID) -> Any:
    return offers.change_offer(uow, actor, offer_id=offer_id, **data)


@blueprint.post("/offers/<uuid:offer_id>/removal")
@door("structures.amend")
@blueprint.response(200, OfferSchema)
def remove_offer(uow: UnitOfWork, actor: Actor, offer_id: UUID) -> Any:
    return offers.remove_offer(uow, actor, offer_id=offer_id)
