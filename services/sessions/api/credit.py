from typing import Any
from uuid import UUID

from services.sessions.queries.credit import JOURNAL_ORDER, entries, get_entry, list_stocks
from services.sessions.schemas.credit import (
    CreditCountSchema,
    CreditEntriesPageSchema,
    CreditEntrySchema,
    CreditExpirySchema,
    CreditGiftSchema,
    CreditReceptionSchema,
    CreditStockSchema,
    CreditStocksSchema,
)
from services.sessions.schemas.people import ListQuery
from services.sessions.usecases import credit as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("credit", __name__, service="sessions", description="Stocks of recharges and their journal")


@blueprint.get("/credit-stocks")
@door("credit.read")
@blueprint.response(200, CreditStocksSchema)
def list_credit_stocks(uow: UnitOfWork) -> Any:
    return {"items": list_stocks(uow), "next": None}


@blueprint.get("/credit-entries")
@door("credit.read")
@blueprint.arguments(ListQuery(only=("cursor", "limit")), location="query")
@blueprint.response(200, CreditEntriesPageSchema)
def list_credit_entries(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, entries(), *JOURNAL_ORDER, descending=True, **query)


@blueprint.get("/credit-entries/<uuid:entry_id>")
@door("credit.read")
@blueprint.response(200, CreditEntrySchema)
def show_credit_entry(uow: UnitOfWork, entry_id: UUID) -> Any:
    return get_entry(uow, entry_id)


@blueprint.post("/credit-receptions")
@door("credit.write")
@blueprint.arguments(CreditReceptionSchema)
@blueprint.response(201, CreditEntrySchema)
def receive_credit(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.receive_credit(uow, actor, **data)


@blueprint.post("/credit-gifts")
@door("credit.give")
@blueprint.arguments(CreditGiftSchema)
@blueprint.response(201, CreditEntrySchema)
def give_credit(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.give_credit(uow, actor, **data)


@blueprint.post("/credit-expiries")
@door("credit.write")
@blueprint.arguments(CreditExpirySchema)
@blueprint.response(201, CreditEntrySchema)
def expire_credit(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.expire_credit(uow, actor, **data)


@blueprint.post("/credit-counts")
@door("credit.write")
@blueprint.arguments(CreditCountSchema)
@blueprint.response(200, CreditStockSchema)
def count_credit(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.count_credit(uow, actor, **data)


@blueprint.post("/credit-entries/<uuid:entry_id>/reversal")
@door("credit.give")
@blueprint.response(201, CreditEntrySchema)
def reverse_entry(uow: UnitOfWork, actor: Actor, entry_id: UUID) -> Any:
    return usecases.reverse_entry(uow, actor, entry_id=entry_id)
