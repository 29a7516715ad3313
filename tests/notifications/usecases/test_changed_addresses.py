"""A member has another address: what was to be written to the old one goes to the new one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from services.notifications.models import Contact, Invitation, Suppression
from services.notifications.usecases import meetings
from shared.events.directory import MemberContactSaved
from shared.ids import new_id

STARTS = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def moved(network, add_contact, hear):
    """Ana had an address, and a meeting to come; she has another address."""

    def move(version=2, new="ana@agglo.fr"):
        with network.uow() as uow:
            contact = uow.session.scalars(select(Contact).where(Contact.display_name == "Ana")).one()
            event = {"account_id": contact.id, "display_name": "Ana", "roles": contact.roles, "status": "active"}
        hear(MemberContactSaved(version=version, email=new, **event))

    add_contact("ana@ville.fr")
    return move


def plan(network):
    with network.uow() as uow:
        when = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=2)}
        return meetings.plan_meeting(uow, title="Rencontre", place="Reims", **when).id


def guest_addresses(network):
    with network.uow(read_only=True) as uow:
        return list(uow.session.scalars(select(Invitation.email).order_by(Invitation.id)))


def test_the_cancellation_of_a_meeting_goes_to_the_new_address(network, moved, work, mail_server):
    meeting_id = plan(network)
    work()

    moved()
    with network.uow() as uow:
        meetings.cancel_meeting(uow, meeting_id=meeting_id)
    work()

    assert mail_server.addresses == ["ana@ville.fr", "ana@agglo.fr"]


def test_a_meeting_that_was_held_keeps_the_address_of_then(network, moved, clock):
    meeting_id = plan(network)
    clock.set(STARTS + timedelta(hours=3))
    with network.uow() as uow:
        meetings.hold_meeting(uow, meeting_id=meeting_id, people=1, structures=1)

    moved()

    assert guest_addresses(network) == ["ana@ville.fr"]


def test_old_news_move_nobody(network, moved):
    plan(network)

    moved(version=1, new="avant@ville.fr")

    assert guest_addresses(network) == ["ana@ville.fr"]


def test_who_refused_the_letters_still_refuses_them(network, moved):
    with network.uow() as uow:
        row = {"id": new_id(), "email": "ana@ville.fr", "reason": "unsubscribed", "suppressed_at": uow.now}
        uow.session.add(Suppression(**row))

    moved()
    moved(version=3, new="ana@cd51.fr")

    with network.uow(read_only=True) as uow:
        known = set(uow.session.scalars(select(Suppression.email)))
    assert known == {"ana@ville.fr", "ana@agglo.fr", "ana@cd51.fr"}
