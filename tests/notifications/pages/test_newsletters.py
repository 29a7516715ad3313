"""Letters through the pages and the interface, as an animator does it."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.notifications.models import Message, Newsletter
from services.notifications.queries import newsletters as look
from shared import row_tokens as tokens
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.roles import Role
from tests.notifications.conftest import MARCH_24

LETTER = {"subject": "Lettre de mars", "body": "Bonjour à *tous*\n\n[Agenda](https://example.org/agenda)"}


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


@pytest.fixture
def draft(network, animator) -> str:
    """Address of the page of a letter just written."""
    return animator.post("/lettres/marne/nouvelle", data=LETTER).headers["Location"]


def first_message(network) -> Message:
    with network.uow(read_only=True) as uow:
        return uow.session.scalars(select(Message).order_by(Message.recipient)).first()


def unsubscribe_path(notifications, network) -> str:
    secret = notifications.service.runtime.settings.secret_key
    token = tokens.sign(secret, tokens.UNSUBSCRIBE, network.id, first_message(network).id)
    return f"/lettres/marne/desinscription/{token}"


def test_from_the_draft_to_the_last_recipient(network, animator, draft, add_contact, work, mail_server):
    add_contact("a@example.org")
    add_contact("b@example.org")

    page = animator.get(draft).text
    assert "2 destinataires" in page
    assert "1 lien à vérifier" in page
    animator.post(f"{draft}/envoi")
    assert "Envoi en cours" in animator.get(draft).text
    work()

    page = animator.get(draft).text
    assert sorted(mail_server.addresses) == ["a@example.org", "b@example.org"]
    assert "L’envoi est terminé" in page
    assert "a@example.org" in page
    assert "b@example.org" not in animator.get(f"{draft}?q=a@exa").text


def test_a_form_sent_twice_sends_one_letter(network, animator, draft, add_contact, work, mail_server):
    add_contact("a@example.org")

    answers = [animator.post(f"{draft}/envoi", data={"idempotency_key": "k1"}).status_code for _ in range(2)]
    work()

    assert answers == [303, 303]
    assert len(mail_server.received) == 1


def test_an_empty_subject_is_refused_and_the_text_is_kept(animator):
    answer = animator.post("/lettres/marne/nouvelle", data={**LETTER, "subject": " "})

    assert answer.status_code == 422
    assert "Bonjour à *tous*" in answer.text


def test_the_preview_is_the_mail_and_can_do_nothing(animator, draft):
    answer = animator.get(f"{draft}/apercu")

    assert "<em>tous</em>" in answer.text
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_one_unsubscribes_by_a_button_and_comes_back_by_another(
    notifications, network, animator, draft, add_contact, work
):
    add_contact("a@example.org")
    animator.post(f"{draft}/envoi")
    work()
    visitor = notifications.client()
    path = unsubscribe_path(notifications, network)

    assert "Ne plus recevoir" in visitor.get(path).text
    assert recipients_now(network) == 1
    visitor.post(path)
    assert "C’est fait" in visitor.get(path).text
    assert recipients_now(network) == 0
    assert "a@example.org" in animator.get("/lettres/marne/desinscriptions").text
    visitor.post(f"{path}/retour")

    assert recipients_now(network) == 1


def recipients_now(network) -> int:
    with network.uow(read_only=True) as uow:
        return look.count_recipients(uow)


def test_a_mail_reader_unsubscribes_in_one_click_without_a_cookie(
    notifications, network, animator, draft, add_contact, work, mail_server
):
    add_contact("a@example.org")
    animator.post(f"{draft}/envoi")
    work()
    path = re.search(r"http://localhost(/\S+)>", mail_server.messages[0]["List-Unsubscribe"]).group(1)

    bare = notifications.app.test_client()
    answers = [bare.post(path, data={"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert recipients_now(network) == 0


def test_a_forged_link_says_nothing(notifications, network):
    visitor = notifications.client()

    assert visitor.get("/lettres/marne/desinscription/AAAA").status_code == 404
    assert visitor.post("/lettres/marne/desinscription/AAAA").status_code == 404


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.REFERENT, Role.FUNDER])
def test_others_cannot_read_letters(network, draft, role):
    assert network.client(role).get("/lettres/marne/").status_code == 403
    assert network.client(role).get(draft).status_code == 403


def test_the_letters_of_another_network_do_not_exist(notifications, draft):
    other = notifications.network("aube")

    assert other.client(Role.ADMINISTRATOR).get(draft.replace("/marne/", "/aube/")).status_code == 404
    assert other.client(Role.ADMINISTRATOR).get(draft).status_code == 404


def test_everything_also_by_the_interface(network, add_contact, work, mail_server):
    add_contact("a@example.org")
    program = network.program(Role.ANIMATOR)
    base = "/api/v1/notifications/networks/marne"

    letter = program.post(f"{base}/newsletters", json=LETTER).json
    edited = program.put(f"{base}/newsletters/{letter['id']}", json={**LETTER, "subject": "Avril"}).json
    assert program.post(f"{base}/newsletters/{letter['id']}/trial").status_code == 409
    sending = program.post(f"{base}/newsletters/{letter['id']}/sending")
    work()

    assert edited["subject"] == "Avril"
    assert (sending.status_code, sending.json["state"]) == (202, "sending")
    assert program.get(f"{base}/newsletters/{letter['id']}").json["state"] == "sent"
    (message,) = program.get(f"{base}/newsletters/{letter['id']}/messages").json["items"]
    assert (message["recipient"], message["state"]) == ("a@example.org", "sent")
    assert program.get(f"{base}/messages?state=sent").json["items"]
    assert program.get(f"{base}/suppressions").json["items"] == []
    again = program.post(f"{base}/newsletters/{letter['id']}/sending")
    assert (again.status_code, again.json["type"]) == (409, "urn:maillage:newsletter_already_sent")
    assert program.delete(f"{base}/newsletters/{letter['id']}").status_code == 409


def test_a_draft_is_discarded_with_its_trials(network, animator, draft, add_contact):
    assert animator.post(f"{draft}/suppression").status_code == 303

    with network.uow(read_only=True) as uow:
        assert uow.session.scalars(select(Newsletter)).all() == []


def test_the_list_of_what_was_sent_names_each_message_in_french(network, animator, hear):
    asked = {"email": "a@example.org", "context": {"link": "x"}, "expires_at": MARCH_24 + timedelta(days=1)}
    for kind in ("record_check", "orientation_received"):
        hear(MessageRequested(message_id=new_id(), template=kind, **asked))

    page = html.unescape(animator.get("/lettres/marne/messages").text)

    assert "Fiche à vérifier" in page
    assert "Orientation à accueillir" in page
    assert "record_check" not in page
