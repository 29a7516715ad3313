from typing import Any
from uuid import UUID

from services.sessions.queries.items import ORDERS, get_item, items
from services.sessions.schemas.items import (
    ItemBatchSchema,
    ItemQuery,
    ItemSchema,
    ItemsPageSchema,
    ItemStatusSchema,
    NewItemSchema,
    PlacementSchema,
    held,
)
from services.sessions.usecases import items as usecases
from services.sessions.usecases import placements
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("items", __name__, service="sessions", description="Tagged pieces of equipment")


@blueprint.get("/items")
@door("items.read")
@blueprint.arguments(ItemQuery, location="query")
@blueprint.response(200, ItemsPageSchema)
def list_items(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    found = items(search=query["q"], status=query["status"], kind=query["kind"], **held(query))
    options = {"cursor": query["cursor"], "limit": query["limit"], "descending": query["order"] == "since"}
    return paginate(uow, found, *ORDERS[query["order"]], **options)


@blueprint.post("/items")
@door("items.write")
@blueprint.arguments(NewItemSchema)
@blueprint.response(201, ItemSchema)
def register_item(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.register_item(uow, actor, **data)


@blueprint.post("/item-batches")
@door("items.write")
@blueprint.arguments(ItemBatchSchema)
@blueprint.response(201, ItemsPageSchema)
def register_items(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return {"items": usecases.register_items(uow, actor, **data), "next": None}


@blueprint.get("/items/<uuid:item_id>")
@door("items.read")
@blueprint.response(200, ItemSchema)
def show_item(uow: UnitOfWork, item_id: UUID) -> Any:
    return get_item(uow, item_id)


@blueprint.put("/items/<uuid:item_id>/status")
@door("items.write")
@blueprint.arguments(ItemStatusSchema)
@blueprint.response(200, ItemSchema)
def change_status(uow: UnitOfWork, actor: Actor, data: dict[str, Any], item_id: UUID) -> Any:
    return usecases.change_status(uow, actor, item_id=item_id, **data)


@blueprint.post("/item-placements")
@door("items.write")
@blueprint.arguments(PlacementSchema)
@blueprint.response(200, ItemsPageSchema)
def place_items(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """They are kept by this structure from now on; by none in particular without it."""
    return {"items": placements.place_items(uow, actor, **data), "next": None}
