"""From the token of a mail's link to the row that it speaks of. Raises LinkNotKnown."""

from sqlalchemy import select

from services.notifications.errors import LinkNotKnown
from services.notifications.models import Invitation, Message, Suppression
from shared import row_tokens as tokens
from shared.unit_of_work import UnitOfWork


def invitation_of(uow: UnitOfWork, secret: str, token: str) -> Invitation:
    invitation_id = tokens.read(secret, tokens.ANSWER, uow.tenant_id, token)
    found = invitation_id and uow.session.get(Invitation, (uow.tenant_id, invitation_id))
    if not found:
        raise LinkNotKnown
    return found


def message_of(uow: UnitOfWork, secret: str, token: str) -> Message:
    message_id = tokens.read(secret, tokens.UNSUBSCRIBE, uow.tenant_id, token)
    found = message_id and uow.session.get(Message, (uow.tenant_id, message_id))
    if not found:
        raise LinkNotKnown
    return found


def is_unsubscribed(uow: UnitOfWork, message: Message) -> bool:
    return uow.session.scalar(select(Suppression.id).where(Suppression.email == message.recipient)) is not None
