"""Where the notifications service says who somebody is."""

from typing import Any

from services.notifications.models.contact import Contact
from services.notifications.models.invitation import Invitation
from services.notifications.models.message import Message
from services.notifications.models.suppression import Suppression
from shared.personal_data import PersonalTable, anonymous_address
from shared.unit_of_work import UnitOfWork


def _erase_contact(contact: Any, _uow: UnitOfWork) -> None:
    contact.email, contact.display_name, contact.is_active = anonymous_address(), "Personne effacée", False


def _erase_invitation(invitation: Any, _uow: UnitOfWork) -> None:
    invitation.email, invitation.name = anonymous_address(), "Personne effacée"


def erase_message(message: Any, _uow: UnitOfWork) -> None:
    message.recipient, message.name, message.context, message.detail = anonymous_address(), "", {}, ""


PERSONAL = [
    PersonalTable(
        model=Contact,
        label="Membres à qui l’on écrit",
        columns=frozenset({"email", "display_name"}),
        email=[Contact.email],
        full_name=[Contact.display_name],
        erase=_erase_contact,
    ),
    PersonalTable(
        model=Invitation,
        label="Invitations aux rencontres",
        columns=frozenset({"email", "name"}),
        email=[Invitation.email],
        full_name=[Invitation.name],
        erase=_erase_invitation,
    ),
    PersonalTable(
        model=Message,
        label="Courriels",
        columns=frozenset({"recipient", "name"}),
        email=[Message.recipient],
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
NOT_PERSONAL = {"sender.name": "the network's own name as a sender"}
