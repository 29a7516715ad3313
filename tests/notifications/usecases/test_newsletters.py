import pytest

from services.notifications.domain import deliveries
from services.notifications.errors import NewsletterAlreadySent, NoOwnAddress, NoRecipients
from services.notifications.models import Newsletter, Suppression
from services.notifications.usecases import newsletters
from shared.actor import SYSTEM, Actor
from shared.errors import Invalid
from shared.events.directory import MemberContactSaved
from shared.events.notifications import NewsletterSent


@pytest.fixture
def a_newsletter(network):
    def write(
        subject="Lettre de mars", body="Bonjour à *tous*,\n\n- [Agenda](https://example.org/agenda)"
    ) -> Newsletter:
        with network.uow() as uow:
            return newsletters.write_newsletter(uow, SYSTEM, subject=subject, body=body)

    return write


def send(network, newsletter) -> None:
    with network.uow() as uow:
        newsletters.send_newsletter(uow, newsletter_id=newsletter.id)


def state_of(network, newsletter) -> str:
    with network.uow(read_only=True) as uow:
        return uow.get(Newsletter, newsletter.id).state


def fates_of(network, newsletter) -> dict[str, int]:
    with network.uow(read_only=True) as uow:
        return newsletters.fates_of(uow, newsletter.id)


def test_a_letter_goes_to_every_active_member_once(network, add_contact, a_newsletter, work, mail_server):
    for number in range(12):
        add_contact(f"p{number:02}@example.org")
    add_contact("parti@example.org", active=False)
    newsletter = a_newsletter()

    send(network, newsletter)
    work()

    assert sorted(mail_server.addresses) == [f"p{number:02}@example.org" for number in range(12)]
    message = mail_server.messages[0]
    assert message["Subject"] == "Lettre de mars"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].startswith("<http://localhost/lettres/marne/desinscription/")
    assert "Agenda (https://example.org/agenda)" in message.get_body(("plain",)).get_content()
    assert len({each["List-Unsubscribe"] for each in mail_server.messages}) == 12
    assert state_of(network, newsletter) == "sent"
    ((_, event),) = network.published(NewsletterSent.name)
    assert (event["recipients"], event["delivered"], event["failed"]) == (12, 12, 0)


def test_a_letter_is_finished_only_when_every_recipient_has_a_final_state(
    notifications, network, add_contact, a_newsletter, work, mail_server, clock
):
    for name in ("a", "b", "c"):
        add_contact(f"{name}@example.org")
    mail_server.rcpt_by_address = {"b@example.org": "550 no", "c@example.org": "450 later"}
    newsletter = a_newsletter()

    send(network, newsletter)
    work()
    assert state_of(network, newsletter) == "sending"
    assert fates_of(network, newsletter) == {"sent": 1, "refused": 1, "pending": 1}
    mail_server.rcpt_by_address.pop("c@example.org")
    clock.advance(minutes=2)
    notifications.service.ticks.run_all()
    work()

    assert state_of(network, newsletter) == "sent"
    ((_, event),) = network.published(NewsletterSent.name)
    assert (event["recipients"], event["delivered"], event["failed"]) == (3, 2, 1)


def test_text_and_recipients_are_fixed_once_sent(network, add_contact, a_newsletter, work, mail_server):
    add_contact("a@example.org")
    newsletter = a_newsletter()
    send(network, newsletter)
    add_contact("b@example.org")
    work()

    with pytest.raises(NewsletterAlreadySent), network.uow() as uow:
        newsletters.edit_newsletter(uow, SYSTEM, newsletter_id=newsletter.id, subject="Autre", body="Autre")
    with pytest.raises(NewsletterAlreadySent):
        send(network, newsletter)
    assert mail_server.addresses == ["a@example.org"]


def test_an_empty_letter_or_an_empty_network_is_refused(network, add_contact, a_newsletter):
    with pytest.raises(NoRecipients):
        send(network, a_newsletter())

    add_contact("a@example.org")
    with pytest.raises(Invalid):
        send(network, a_newsletter(body="  "))


def test_a_trial_goes_to_the_one_who_asks_and_counts_for_nothing(network, add_contact, a_newsletter, work, mail_server):
    me = add_contact("moi@example.org")
    add_contact("b@example.org")
    newsletter = a_newsletter()

    with network.uow() as uow:
        newsletters.send_trial(uow, Actor(me.id, "Moi"), newsletter_id=newsletter.id)
    work()

    (message,) = mail_server.messages
    assert message["To"].addresses[0].addr_spec == "moi@example.org"
    assert message["Subject"] == "[Essai] Lettre de mars"
    assert fates_of(network, newsletter) == {}
    with pytest.raises(NoOwnAddress), network.uow() as uow:
        newsletters.send_trial(uow, SYSTEM, newsletter_id=newsletter.id)


def test_who_unsubscribes_after_the_sending_began_receives_nothing(
    network, add_contact, a_newsletter, work, mail_server, hear
):
    add_contact("a@example.org")
    newsletter = a_newsletter()
    send(network, newsletter)

    with network.uow() as uow:
        uow.session.add(Suppression(email="a@example.org", reason="unsubscribed", suppressed_at=uow.now))
    work()

    assert mail_server.received == []
    assert fates_of(network, newsletter) == {deliveries.SUPPRESSED: 1}
    assert state_of(network, newsletter) == "sent"


def test_a_members_older_address_never_replaces_a_newer_one(network, add_contact, hear):
    contact = add_contact("nouvelle@example.org")
    old = MemberContactSaved(
        account_id=contact.id, version=0, email="Ancienne@example.org", display_name="A", roles=[], status="active"
    )
    new = MemberContactSaved(
        account_id=contact.id, version=2, email="Derniere@example.org", display_name="A", roles=[], status="active"
    )

    hear(old)
    with network.uow(read_only=True) as uow:
        assert [c.email for c in newsletters.recipients(uow)] == ["nouvelle@example.org"]
    hear(new, old)

    with network.uow(read_only=True) as uow:
        assert [c.email for c in newsletters.recipients(uow)] == ["derniere@example.org"]
