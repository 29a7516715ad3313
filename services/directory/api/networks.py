"""The network itself."""

from typing import Any

from services.directory.files.logo import read_logo
from services.directory.models.network import Network
from services.directory.runtime import runtime
from services.directory.schemas.networks import LogoSchema, NetworkChangeSchema, NetworkSchema, SenderAddressSchema
from services.directory.usecases import logos, networks, senders
from shared.actor import Actor
from shared.senders import SenderPolicy
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


@blueprint.put("/sender-address")
@door("network.write")
@blueprint.arguments(SenderAddressSchema)
@blueprint.response(202, NetworkSchema)
def ask_sender_address(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """Letters leave from it once somebody who reads it has opened the link that it receives."""
    policy, public_url = SenderPolicy.of(runtime.settings), runtime.settings.public_url
    senders.ask_address(uow, actor, policy, email=data["email"], public_url=public_url)
    return uow.get(Network, uow.tenant_id)


@blueprint.delete("/sender-address/request")
@door("network.write")
@blueprint.response(200, NetworkSchema)
def cancel_sender_request(uow: UnitOfWork, actor: Actor) -> Any:
    senders.cancel_request(uow, actor)
    return uow.get(Network, uow.tenant_id)


@blueprint.delete("/sender-address")
@door("network.write")
@blueprint.response(200, NetworkSchema)
def take_sender_address_away(uow: UnitOfWork, actor: Actor) -> Any:
    return senders.take_address_away(uow, actor)


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
