"""Where the notifications service says who somebody is."""

from typing import Any

from sqlalchemy import and_, case, exists, func, select

from services.notifications.models.contact import Contact
from services.notifications.models.invitation import Invitation
from services.notifications.models.meeting import Meeting
from services.notifications.models.message import Message
from services.notifications.models.suppression import Suppression
from shared.personal_data import ERASED_NAME, PersonalTable, anonymous_address, day_of, names_somebody
from shared.unit_of_work import UnitOfWork


def _erase_contact(contact: Any, _uow: UnitOfWork) -> None:
    contact.email, contact.display_name, contact.is_active = anonymous_address(), ERASED_NAME, False


def _erase_invitation(invitation: Any, _uow: UnitOfWork) -> None:
    invitation.email, invitation.name = anonymous_address(), ERASED_NAME


def erase_message(message: Any, _uow: UnitOfWork) -> None:
    message.recipient, message.name, message.context, message.detail = anonymous_address(), "", {}, ""


_MEMBER = exists().where(
    Contact.tenant_id == Invitation.tenant_id, Contact.id == Invitation.account_id, Contact.is_active
)
_MEETING_DAY = (
    select(day_of(Meeting.starts_at))
    .where(Meeting.tenant_id == Invitation.tenant_id, Meeting.id == Invitation.meeting_id)
    .correlate(Invitation)
    .scalar_subquery()
)

PERSONAL = [
    PersonalTable(
        model=Contact,
        label="Membres à qui l’on écrit",
        columns=frozenset({"email", "display_name"}),
        email=[Contact.email],
        full_name=[Contact.display_name],
        last_contact=case((and_(~Contact.is_active, names_somebody(Contact.email)), day_of(Contact.told_at))),
        erase=_erase_contact,
    ),
    PersonalTable(
        model=Invitation,
        label="Invitations aux rencontres",
        columns=frozenset({"email", "name"}),
        email=[Invitation.email],
        full_name=[Invitation.name],
        last_contact=case(
            (
                and_(names_somebody(Invitation.email), ~_MEMBER.correlate(Invitation)),
                func.greatest(_MEETING_DAY, day_of(Invitation.answered_at)),
            )
        ),
        erase=_erase_invitation,
    ),
    PersonalTable(
        model=Message,
        label="Courriels",
        columns=frozenset({"recipient", "name"}),
        email=[Message.recipient],
        last_contact=case(
            (
                names_somebody(Message.recipient),
                day_of(func.greatest(Message.created_at, Message.due_at, Message.settled_at)),
            )
        ),
        erase=erase_message,
    ),
    PersonalTable(
        model=Suppression,
        label="Refus de recevoir les lettres",
        columns=frozenset({"email"}),
        email=[Suppression.email],
        why="sans cette adresse, la personne pourrait de nouveau recevoir des lettres",
    ),
]
NOT_PERSONAL = {
    "sender.address": "from which the network writes",
    "sender.name": "the network's own name as a sender",
    "sender.reply_to": "at which the network is written to",
}
