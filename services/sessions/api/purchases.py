from typing import Any
from uuid import UUID

from services.sessions.queries.purchases import ORDER, get_purchase, purchases
from services.sessions.schemas.people import ListQuery
from services.sessions.schemas.purchases import PurchaseChangesSchema, PurchaseSchema, PurchasesPageSchema
from services.sessions.usecases import purchases as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("purchases", __name__, service="sessions", description="What came in, and who paid")


@blueprint.get("/purchases")
@door("purchases.read")
@blueprint.arguments(ListQuery(only=("cursor", "limit")), location="query")
@blueprint.response(200, PurchasesPageSchema)
def list_purchases(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, purchases(), *ORDER, descending=True, **query)


@blueprint.post("/purchases")
@door("purchases.write")
@blueprint.arguments(PurchaseSchema)
@blueprint.response(201, PurchaseSchema)
def record_purchase(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.record_purchase(uow, actor, **data)


@blueprint.get("/purchases/<uuid:purchase_id>")
@door("purchases.read")
@blueprint.response(200, PurchaseSchema)
def show_purchase(uow: UnitOfWork, purchase_id: UUID) -> Any:
    return get_purchase(uow, purchase_id)


@blueprint.put("/purchases/<uuid:purchase_id>")
@door("purchases.write")
@blueprint.arguments(PurchaseChangesSchema)
@blueprint.response(200, PurchaseSchema)
def correct_purchase(uow: UnitOfWork, actor: Actor, data: dict[str, Any], purchase_id: UUID) -> Any:
    return usecases.correct_purchase(uow, actor, purchase_id=purchase_id, **data)
