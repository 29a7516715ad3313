"""Addresses that the notifications service forgets, and those it keeps for who is still a member."""

from datetime import timedelta

from sqlalchemy import select

from services.notifications.models import Contact, Invitation, Meeting, Message
from services.notifications.models.personal import PERSONAL
from services.notifications.usecases.retention import tell
from shared import retention
from shared.ids import new_id
from shared.retention import retire
from shared.tenancy import PLATFORM


def a_member(uow, name, *, is_active, meeting):
    address = {"email": f"{name.lower()}@ville.fr"}
    contact = Contact(id=new_id(), version=1, display_name=name, roles=["animator"], is_active=is_active, **address)
    contact.told_at = uow.now
    uow.session.add_all([contact, Invitation(meeting_id=meeting.id, account_id=contact.id, name=name, **address)])


def a_letter(uow, recipient):
    made = {"created_at": uow.now, "due_at": uow.now, "state": "sent"}
    uow.session.add(Message(template="x", source="x", recipient=recipient, name="", context={"name": "Ines"}, **made))


def test_who_left_is_forgotten_with_the_invitations_and_members_are_not(notifications, clock):
    network = notifications.network()
    with network.uow() as uow:
        times = {"starts_at": uow.now, "ends_at": uow.now + timedelta(hours=2), "created_at": uow.now}
        meeting = Meeting(id=new_id(), title="Rencontre", place="", visio="", description="", **times)
        uow.session.add(meeting)
        uow.session.flush()
        a_member(uow, "Ines", is_active=False, meeting=meeting)
        a_member(uow, "Yann", is_active=True, meeting=meeting)
        a_letter(uow, "yann@ville.fr")
    clock.advance(days=731)

    with network.uow() as uow:
        look = retire(uow, PERSONAL)

    erased = {"Membres à qui l’on écrit": 1, "Invitations aux rencontres": 1, "Courriels": 1}
    assert look.counts == {**erased, "Lignes du journal": 1}
    assert look.left == 0
    with network.uow() as uow:
        assert set(uow.session.scalars(select(Contact.display_name))) == {"Personne effacée", "Yann"}
        assert set(uow.session.scalars(select(Invitation.name))) == {"Personne effacée", "Yann"}
        assert uow.session.scalars(select(Message.context)).one() == {}


def test_letters_of_sign_up_belong_to_no_network_and_are_forgotten_too(notifications, clock):
    with notifications.database.unit_of_work(PLATFORM) as uow:
        a_letter(uow, "ines@ville.fr")
    clock.advance(days=731)

    retention.run(notifications.database, PERSONAL, tell, also=[PLATFORM])

    with notifications.database.unit_of_work(PLATFORM) as uow:
        assert uow.session.scalars(select(Message.recipient)).one().endswith("@efface.invalid")
    assert not notifications.outgoing(), "there is no administrator to tell"
