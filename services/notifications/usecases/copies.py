"""What the service copies from the directory. The highest version wins, so order and repetition do not matter."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from services.notifications.models import Contact, Host, Invitation, Meeting, Sender, Suppression
from services.notifications.models.base import Base
from services.notifications.models.meeting import PLANNED
from services.notifications.models.suppression import UNSUBSCRIBED
from shared.events.directory import MemberContactSaved, NetworkSaved, StructureMerged, StructureSaved
from shared.ids import new_id
from shared.references import point_elsewhere
from shared.tenancy import TenantOwned
from shared.unit_of_work import UnitOfWork

ACTIVE = "active"


def copy_contact(uow: UnitOfWork, event: MemberContactSaved) -> None:
    values = {"email": event.email.strip().lower(), "display_name": event.display_name, "roles": event.roles}
    values |= {"id": event.account_id, "version": event.version, "is_active": event.status == ACTIVE}
    values |= {"told_at": uow.received.occurred_at if uow.received else uow.now}
    before = uow.session.execute(select(Contact.email, Contact.version).where(Contact.id == event.account_id)).first()
    _keep_newest(uow, Contact, values)
    if before is not None and before.version < event.version and before.email != values["email"]:
        _follow_address(uow, event.account_id, old=before.email, new=values["email"])


def _follow_address(uow: UnitOfWork, account_id: UUID, *, old: str, new: str) -> None:
    """What is still to be written about goes to the new address, and the refusal of letters follows the person."""
    planned = select(Meeting.id).where(Meeting.status == PLANNED)
    mine = (Invitation.account_id == account_id, Invitation.email == old, Invitation.meeting_id.in_(planned))
    uow.session.execute(update(Invitation).where(*mine).values(email=new))
    refusal = uow.session.scalar(select(Suppression).where(Suppression.email == old))
    if refusal is not None and refusal.reason == UNSUBSCRIBED:
        values = {"tenant_id": uow.tenant_id, "id": new_id(), "email": new, "reason": UNSUBSCRIBED}
        statement = insert(Suppression).values(**values, suppressed_at=refusal.suppressed_at)
        uow.session.execute(statement.on_conflict_do_nothing())


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
    _keep_newest(uow, Sender, {**values, "address": event.sender_address, "reply_to": event.reply_to})


def _keep_newest(uow: UnitOfWork, model: type[TenantOwned], values: dict[str, Any]) -> None:
    table: Any = model.__table__  # type: ignore[attr-defined]
    statement = insert(table).values(tenant_id=uow.tenant_id, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"],
        set_={name: statement.excluded[name] for name in values if name != "id"},
        where=table.c.version < statement.excluded.version,
    )
    uow.session.connection().execute(statement)
