"""The network itself."""

from typing import Any

from services.directory.models.network import Network
from services.directory.schemas.networks import NetworkChangeSchema, NetworkSchema
from services.directory.usecases import networks
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("network", __name__, service="directory", description="The network and its settings")


@blueprint.get("")
@door("network.read")
@blueprint.response(200, NetworkSchema)
def show_network(uow: UnitOfWork) -> Any:
    return uow.get(Network, uow.tenant_id)


@blueprint.put("/settings")
@door("network.write")
@blueprint.arguments(NetworkChangeSchema)
@blueprint.response(200, NetworkSchema)
def change_network(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return networks.change_network(uow, actor, **data)
