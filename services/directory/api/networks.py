"""The network itself."""

from typing import Any

from services.directory.files.logo import read_logo
from services.directory.models.network import Network
from services.directory.runtime import runtime
from services.directory.schemas.networks import LogoSchema, NetworkChangeSchema, NetworkSchema
from services.directory.usecases import logos, networks
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


@blueprint.put("/logo")
@door("network.write")
@blueprint.arguments(LogoSchema, location="files")
@blueprint.response(200, NetworkSchema)
def put_logo(uow: UnitOfWork, actor: Actor, files: dict[str, Any]) -> Any:
    """The picture is kept small, and without what a camera wrote in it."""
    logos.put_logo(uow, actor, runtime.storage, data=read_logo(files["file"].stream))
    return uow.get(Network, uow.tenant_id)


@blueprint.delete("/logo")
@door("network.write")
@blueprint.response(200, NetworkSchema)
def take_logo_away(uow: UnitOfWork, actor: Actor) -> Any:
    logos.take_logo_away(uow, actor)
    return uow.get(Network, uow.tenant_id)
