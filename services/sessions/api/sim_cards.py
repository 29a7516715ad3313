from typing import Any
from uuid import UUID

from services.sessions.queries.sim_cards import ORDER, get_sim_card, sim_cards
from services.sessions.schemas.sim_cards import (
    GiftSchema,
    SimCardQuery,
    SimCardSchema,
    SimCardsPageSchema,
    SimReceptionSchema,
)
from services.sessions.usecases import sim_cards as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("sim_cards", __name__, service="sessions", description="SIM cards received and given")


@blueprint.post("/sim-receptions")
@door("sims.write")
@blueprint.arguments(SimReceptionSchema)
@blueprint.response(201, SimReceptionSchema)
def receive_sim_cards(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.receive_sim_cards(uow, actor, **data)


@blueprint.get("/sims")
@door("sims.read")
@blueprint.arguments(SimCardQuery, location="query")
@blueprint.response(200, SimCardsPageSchema)
def list_sim_cards(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    found = sim_cards(search=query["q"], state=query["state"])
    return paginate(uow, found, *ORDER, cursor=query["cursor"], limit=query["limit"])


@blueprint.get("/sims/<uuid:sim_id>")
@door("sims.read")
@blueprint.response(200, SimCardSchema)
def show_sim_card(uow: UnitOfWork, sim_id: UUID) -> Any:
    return get_sim_card(uow, sim_id)


@blueprint.post("/sims/<uuid:sim_id>/gift")
@door("sims.give")
@blueprint.arguments(GiftSchema)
@blueprint.response(200, SimCardSchema)
def give_sim_card(uow: UnitOfWork, actor: Actor, data: dict[str, Any], sim_id: UUID) -> Any:
    return usecases.give_sim_card(uow, actor, sim_id=sim_id, **data)
