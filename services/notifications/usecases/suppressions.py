"""Unsubscribing from the letters of one network, and coming back."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from services.notifications.models import Message, Suppression
from services.notifications.models.suppression import UNSUBSCRIBED
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def unsubscribe(uow: UnitOfWork, message: Message) -> None:
    """Twice is as good as once: mail readers repeat the request (RFC 8058)."""
    values = {"tenant_id": uow.tenant_id, "id": new_id(), "email": message.recipient}
    statement = insert(Suppression.__table__).values(**values, reason=UNSUBSCRIBED, suppressed_at=uow.now)  # type: ignore[arg-type]
    uow.session.connection().execute(statement.on_conflict_do_nothing())


def subscribe_again(uow: UnitOfWork, message: Message) -> None:
    uow.session.execute(delete(Suppression).where(Suppression.email == message.recipient))
