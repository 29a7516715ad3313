"""The mailer against a real SMTP server (aiosmtpd) that answers what each test asks for."""

from collections.abc import Iterator

import pytest

from services.notifications.gateways.email import DEFERRED, REFUSED, SENT, UNKNOWN, MailboxMailer, SmtpMailer
from tests.notifications.mail_server import MailServer
from tests.servers.common import PATIENCE

MESSAGE = b"To: a@example.org\r\nMessage-ID: <m1@example.org>\r\n\r\n.point\r\nfin\r\n"


@pytest.fixture
def mailer(mail_server: MailServer) -> Iterator[SmtpMailer]:
    mailer = SmtpMailer("127.0.0.1", mail_server.port, timeout=PATIENCE)
    yield mailer
    mailer.close()


def test_a_message_arrives_byte_for_byte(mailer, mail_server):
    outcome = mailer.send("reseau@example.org", "a@example.org", MESSAGE)

    assert (outcome.state, outcome.smtp_code) == (SENT, 250)
    assert mail_server.received == [("a@example.org", MESSAGE)]


def test_many_messages_use_one_connection(mailer, mail_server):
    states = {mailer.send("reseau@example.org", f"p{n}@example.org", MESSAGE).state for n in range(20)}

    assert states == {SENT}
    assert mail_server.connections == 1


@pytest.mark.parametrize(
    ("step", "answer", "state"),
    [
        ("rcpt", "550 5.1.1 no such user", REFUSED),
        ("rcpt", "450 4.2.1 mailbox busy", DEFERRED),
        ("data", "554 5.7.1 not wanted", REFUSED),
        ("data", "452 4.3.1 disk full", DEFERRED),
        ("data", None, UNKNOWN),
    ],
)
def test_the_servers_answer_decides_and_the_next_message_still_leaves(mailer, mail_server, step, answer, state):
    setattr(mail_server, step, answer)

    outcome = mailer.send("reseau@example.org", "a@example.org", MESSAGE)

    assert outcome.state == state
    mail_server.rcpt = mail_server.data = "250 OK"
    assert mailer.send("reseau@example.org", "b@example.org", MESSAGE).state == SENT


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(mailer, mail_server):
    mailer.send("reseau@example.org", "a@example.org", MESSAGE)
    mailer._local.smtp.sock.shutdown(2)

    outcome = mailer.send("reseau@example.org", "b@example.org", MESSAGE)

    assert outcome.state == SENT
    assert mail_server.connections == 2


def test_an_absent_server_is_for_later():
    outcome = SmtpMailer("127.0.0.1", 1, timeout=2).send("reseau@example.org", "a@example.org", MESSAGE)

    assert outcome.state == DEFERRED


@pytest.mark.parametrize("address", ["é@example.org", "a@example.org>\r\nRCPT TO:<b@example.org"])
def test_an_address_that_cannot_be_written_is_refused_without_being_sent(mailer, mail_server, address):
    assert mailer.send("reseau@example.org", address, MESSAGE).state == REFUSED
    assert mail_server.received == []


def test_the_mailbox_keeps_each_message_as_a_whole_file(tmp_path):
    mailer = MailboxMailer(tmp_path / "courriels")

    outcomes = [mailer.send("reseau@example.org", "a@example.org", MESSAGE) for _ in range(2)]

    files = sorted((tmp_path / "courriels").iterdir())
    assert [outcome.state for outcome in outcomes] == [SENT, SENT]
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert files[0].read_bytes() == MESSAGE
