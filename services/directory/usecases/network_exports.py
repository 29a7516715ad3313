"""Everything that the network keeps, as one archive: asked for, put together from the services' parts, kept a week."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.directory.domain import links
from services.directory.errors import ExportNotReady
from services.directory.models.account import Account
from services.directory.models.network_export import ENDED, KEPT, PREPARING, READY, NetworkExport
from shared.actor import Actor
from shared.events.directory import MessageRequested, NetworkExportAsked
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.unit_of_work import UnitOfWork

ASSEMBLE, FORGET = TaskName("assemble_export"), TaskName("forget_export")


def ask(uow: UnitOfWork, actor: Actor) -> NetworkExport:
    """The one before is replaced, whether it was ready or not."""
    for known in uow.session.scalars(_standing().with_for_update()).all():
        end(uow, known)
    export = NetworkExport(id=new_id(), asked_at=uow.now, asked_by=actor.account_id, state=PREPARING, parts={})
    uow.session.add(export)
    uow.session.flush()
    uow.publish(NetworkExportAsked(export_id=export.id))
    return export


def keep_part(uow: UnitOfWork, service: str, *, export_id: UUID, **part: Any) -> None:
    """With the last one the whole is put together. Of an export that was replaced meanwhile the part is erased."""
    export = _find(uow, export_id)
    if export is None or export.state == READY:
        return
    if export.state == ENDED:
        return _forget(uow, export)
    export.keep_part(service, part)
    if not export.missing:
        uow.enqueue(ASSEMBLE, tenant_id=str(uow.tenant_id), export_id=str(export.id))


def what_to_assemble(uow: UnitOfWork, export_id: UUID) -> list[tuple[str, int, int, int]] | None:
    """The figures of a whole whose parts are all there; None when there is nothing to do any more."""
    export = uow.session.get(NetworkExport, (uow.tenant_id, export_id))
    return None if export is None or export.state != PREPARING or export.missing else export.figures


def finish(uow: UnitOfWork, *, export_id: UUID, sha256: str, size: int, public_url: str) -> None:
    """The one who asked is told, once."""
    export = _find(uow, export_id)
    if export is None or export.state == READY:
        return
    if export.state == ENDED:
        return _forget(uow, export)
    export.finish(uow.now, sha256=sha256, size=size)
    account = uow.session.get(Account, export.asked_by) if export.asked_by else None
    if account is not None:
        context = {"name": account.display_name, "network": uow.network.label}
        context |= {"link": links.leaving(public_url, uow.network.slug)}
        message = {"message_id": new_id(), "template": "network_exported", "email": account.email}
        uow.publish(MessageRequested(**message, context=context, expires_at=uow.now + KEPT))


def end(uow: UnitOfWork, export: NetworkExport) -> None:
    export.state = ENDED
    _forget(uow, export)


def end_old_exports(uow: UnitOfWork) -> None:
    """Ready for a week, or not ready after as long: what is there of it is erased, and one may ask again."""
    since = func.coalesce(NetworkExport.ready_at, NetworkExport.asked_at)
    for export in uow.session.scalars(_standing().where(since < uow.now - KEPT).with_for_update()).all():
        end(uow, export)


def latest(uow: UnitOfWork) -> NetworkExport | None:
    """The one that is being prepared or can be downloaded."""
    return uow.session.scalar(_standing().order_by(NetworkExport.id.desc()).limit(1))


def get_ready(uow: UnitOfWork, export_id: UUID) -> NetworkExport:
    """Raises NotFound, ExportNotReady."""
    export = uow.get(NetworkExport, export_id)
    if export.state != READY:
        raise ExportNotReady
    return export


def _standing() -> Any:
    return select(NetworkExport).where(NetworkExport.state.in_((PREPARING, READY)))


def _find(uow: UnitOfWork, export_id: UUID) -> NetworkExport | None:
    return uow.session.get(NetworkExport, (uow.tenant_id, export_id), with_for_update=True)


def _forget(uow: UnitOfWork, export: NetworkExport) -> None:
    uow.enqueue(FORGET, tenant_id=str(uow.tenant_id), export_id=str(export.id))
