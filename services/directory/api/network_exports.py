"""Everything that the network keeps, in one archive."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from services.directory.export_files import sent
from services.directory.models.network_export import NetworkExport
from services.directory.schemas.network_exports import NetworkExportSchema
from services.directory.usecases import network_exports
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("network_exports", __name__, service="directory", description="Export of the whole network")


@blueprint.post("/exports")
@door("network.export")
@blueprint.response(202, NetworkExportSchema)
def ask(uow: UnitOfWork, actor: Actor) -> Any:
    """The one before is replaced. It is ready some minutes later."""
    return network_exports.ask(uow, actor)


@blueprint.get("/exports/<uuid:network_export_id>")
@door("network.export")
@blueprint.response(200, NetworkExportSchema)
def show(uow: UnitOfWork, network_export_id: UUID) -> Any:
    return uow.get(NetworkExport, network_export_id)


@blueprint.get("/exports/<uuid:network_export_id>/file")
@door("network.export")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def download(uow: UnitOfWork, network_export_id: UUID) -> ResponseReturnValue:
    return sent(uow, network_export_id)
