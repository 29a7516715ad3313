"""What the service copies from the directory. The highest version wins, so order and repetition do not matter."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from services.notifications.models import Contact, Host, Sender
from services.notifications.models.base import Base
from shared.events.directory import MemberContactSaved, NetworkSaved, StructureMerged, StructureSaved
from shared.references import point_elsewhere
from shared.tenancy import TenantOwned
from shared.unit_of_work import UnitOfWork

ACTIVE = "active"


def copy_contact(uow: UnitOfWork, event: MemberContactSaved) -> None:
    values = {"email": event.email.strip().lower(), "display_name": event.display_name, "roles": event.roles}
    values |= {"id": event.account_id, "version": event.version, "is_active": event.status == ACTIVE}
    values |= {"told_at": uow.received.occurred_at if uow.received else uow.now}
    _keep_newest(uow, Contact, values)


def copy_host(uow: UnitOfWork, event: StructureSaved) -> None:
    values = {"label": event.label, "commune": event.commune, "address": event.address}
    values |= {"can_host": event.can_host_meetings, "seats": event.seats}
    values |= {"id": event.structure_id, "version": event.version, "is_active": event.status == ACTIVE}
    _keep_newest(uow, Host, values)


def follow_merge(uow: UnitOfWork, merge: StructureMerged) -> None:
    """A meeting stays where it is, under the name of the structure that both were; its news may still be on the way."""
    nothing = {"label": "", "commune": "", "address": "", "can_host": False, "seats": None, "is_active": False}
    _keep_newest(uow, Host, {"id": merge.into_id, "version": 0, **nothing})
    point_elsewhere(uow, Base.metadata, "host", old=merge.structure_id, new=merge.into_id)


def copy_sender(uow: UnitOfWork, event: NetworkSaved) -> None:
    values = {"id": event.network_id, "version": event.version, "name": event.sender_name}
    _keep_newest(uow, Sender, {**values, "reply_to": event.reply_to})


def _keep_newest(uow: UnitOfWork, model: type[TenantOwned], values: dict[str, Any]) -> None:
    table: Any = model.__table__  # type: ignore[attr-defined]
    statement = insert(table).values(tenant_id=uow.tenant_id, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"],
        set_={name: statement.excluded[name] for name in values if name != "id"},
        where=table.c.version < statement.excluded.version,
    )
    uow.session.connection().execute(statement)
