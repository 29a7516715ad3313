"""An export as an answer."""

from uuid import UUID

from flask import Response

from services.directory.export_tasks import whole_key
from services.directory.runtime import runtime
from services.directory.usecases import network_exports
from shared.leaving.service_part import ZIP
from shared.unit_of_work import UnitOfWork


def sent(uow: UnitOfWork, export_id: UUID) -> Response:
    """In pieces: the archive is never whole in memory. Raises NotFound, ExportNotReady."""
    export = network_exports.get_ready(uow, export_id)
    pieces = runtime.storage.read(whole_key(uow.tenant_id, export_id))
    response = Response(pieces, mimetype=ZIP)
    response.content_length = export.size
    response.headers["Content-Disposition"] = (
        f'attachment; filename="maillage-{uow.network.slug}-{export.asked_at:%Y-%m-%d}.zip"'
    )
    return response
