"""Messages that other services ask for, and what becomes of each."""

from datetime import timedelta

from sqlalchemy import select

from services.notifications.domain import deliveries
from services.notifications.models import Message
from shared.events.directory import MessageRequested
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.ids import new_id
from shared.roles import Role
from shared.tenancy import PLATFORM

SIGN_IN = "sign_in_link"


def a_request(clock, email="a@example.org", template=SIGN_IN, minutes=15) -> MessageRequested:
    return MessageRequested(
        message_id=new_id(),
        template=template,
        email=email,
        context={"link": "https://example.org/lien", "network": "Réseau de la Marne"},
        expires_at=clock.now() + timedelta(minutes=minutes),
    )


def messages_of(subject, tenant_id=None) -> list[Message]:
    with subject.database.unit_of_work(tenant_id, read_only=True) as uow:
        return list(uow.session.scalars(select(Message).order_by(Message.id)))


def test_a_sign_in_link_is_sent_once_although_its_event_comes_twice(notifications, hear, work, clock, mail_server):
    request = a_request(clock)

    hear(request, tenant_id=PLATFORM)
    hear(request, tenant_id=PLATFORM)
    work()

    (message,) = mail_server.messages
    assert message["Subject"] == "Votre lien de connexion"
    assert "https://example.org/lien" in message.get_body(("plain",)).get_content()
    (row,) = messages_of(notifications, PLATFORM)
    assert (row.state, row.smtp_code, row.attempts) == (deliveries.SENT, 250, 1)
    assert message["Message-ID"] == f"<{row.id}@example.org>"


def test_a_link_that_has_expired_is_not_sent(notifications, network, hear, work, clock, mail_server):
    hear(a_request(clock, template="member_invitation", minutes=5))
    clock.advance(minutes=6)
    work()

    assert mail_server.received == []
    assert [row.state for row in messages_of(notifications, network.id)] == [deliveries.EXPIRED]


def test_an_invitation_bears_the_networks_name(hear, work, clock, mail_server):
    hear(a_request(clock, template="member_invitation"))
    work()

    (message,) = mail_server.messages
    assert message["Subject"] == "Invitation à rejoindre « Réseau de la Marne »"
    assert message["From"].addresses[0].display_name == "Réseau de la Marne"


def test_a_refused_address_is_final_and_says_why(notifications, network, hear, work, clock, mail_server):
    mail_server.rcpt = "550 5.1.1 unknown"

    hear(a_request(clock, template="member_invitation"))
    work()

    (row,) = messages_of(notifications, network.id)
    assert (row.state, row.smtp_code) == (deliveries.REFUSED, 550)
    assert "unknown" in row.detail


def test_a_deferred_message_leaves_later_under_the_same_identifier(
    notifications, network, hear, work, clock, mail_server
):
    mail_server.data = "451 4.3.0 later"
    hear(a_request(clock, template="member_invitation", minutes=600))
    work()
    mail_server.data = "250 OK"

    notifications.service.ticks.run_all()
    work()
    assert [row.state for row in messages_of(notifications, network.id)] == [deliveries.PENDING]
    clock.advance(minutes=2)
    notifications.service.ticks.run_all()
    work()

    assert [row.state for row in messages_of(notifications, network.id)] == [deliveries.SENT]
    assert len({message["Message-ID"] for message in mail_server.messages}) == 1


def test_a_message_whose_task_was_lost_is_found_again(notifications, network, hear, work, clock, mail_server):
    hear(a_request(clock, template="member_invitation"))
    with notifications.database.unit_of_work(None, system=True) as uow:
        uow.session.connection().execute(notifications.database.plumbing.outbox.delete())

    clock.advance(minutes=2)
    notifications.service.ticks.run_all()
    work()

    assert len(mail_server.received) == 1


def test_a_message_that_cannot_be_written_fails_alone(notifications, network, hear, work, clock, mail_server):
    hear(a_request(clock, template="no_such_template"), a_request(clock, "b@example.org", "member_invitation"))
    work()

    assert sorted(row.state for row in messages_of(notifications, network.id)) == [deliveries.FAILED, deliveries.SENT]
    assert mail_server.addresses == ["b@example.org"]


def test_reports_go_to_administrators_and_once_published_to_funders_too(network, add_contact, hear, work, mail_server):
    add_contact("admin@example.org", Role.ADMINISTRATOR)
    add_contact("fonds@example.org", Role.FUNDER)
    add_contact("mediateur@example.org", Role.MEDIATOR)
    add_contact("parti@example.org", Role.ADMINISTRATOR, active=False)
    common = {"report_id": new_id(), "title": "Rapport du 1er trimestre 2026", "edition": 1}
    common |= {"figures": ["88 % de présence"], "link": "https://example.org/rapports/1"}

    hear(ReportDrafted(**common))
    work()
    hear(ReportPublished(**common, pdf_key="k", sha256="0" * 64))
    work()

    assert mail_server.addresses[:1] == ["admin@example.org"]
    assert sorted(mail_server.addresses[1:]) == ["admin@example.org", "fonds@example.org"]
    for message in mail_server.messages:
        assert "88 % de présence" in message.get_body(("plain",)).get_content()
        assert "https://example.org/rapports/1" in message.get_body(("html",)).get_content()


def test_what_comes_again_and_again_is_stopped_from_the_mail_reader_and_what_comes_once_is_not(
    hear, work, clock, mail_server
):
    stop = "http://localhost/annuaire/marne/echanges/resume/jeton"
    context = {"link": "http://localhost/", "network": "Marne", "name": "", "news": "1 nouveau message", "threads": []}
    context |= {"more": 0, "frequency": "chaque jour", "stop_link": stop}
    expires = clock.now() + timedelta(days=1)
    request = {"message_id": new_id(), "email": "a@example.org", "expires_at": expires}

    hear(MessageRequested(**request, template="exchanges_digest", context=context))
    hear(a_request(clock, template="member_invitation"))
    work()

    heads = {bool(message["List-Unsubscribe"]): message for message in mail_server.messages}
    assert heads[True]["List-Unsubscribe"] == f"<{stop}>"
    assert heads[True]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert heads[False]["List-Unsubscribe-Post"] is None
