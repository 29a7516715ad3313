"""The mailer against a real SMTP server (aiosmtpd) that answers what each test asks for."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from services.notifications.gateways.email import DEFERRED, REFUSED, SENT, UNKNOWN, MailboxMailer, SmtpMailer

MESSAGE = b"To: a@example.org\r\nMessage-ID: <m1@example.org>\r\n\r\n.point\r\nfin\r\n"


class Answers:
    """Answers ``rcpt`` and ``data``; ``data=None`` hangs up after the text without a word."""

    def __init__(self) -> None:
        self.rcpt, self.data = "250 OK", "250 OK"
        self.received: list[tuple[str, bytes]] = []
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session, envelope):
        self.received.append((envelope.rcpt_tos[0], envelope.original_content))
        if self.data is None:
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 too late"
        return self.data


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers) -> Iterator[Controller]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    controller = Controller(answers, hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailer(server) -> Iterator[SmtpMailer]:
    mailer = SmtpMailer("127.0.0.1", server.port, timeout=5)
    yield mailer
    mailer.close()


def test_a_message_arrives_byte_for_byte(mailer, answers):
    outcome = mailer.send("reseau@example.org", "a@example.org", MESSAGE)

    assert (outcome.state, outcome.smtp_code) == (SENT, 250)
    assert answers.received == [("a@example.org", MESSAGE)]


def test_many_messages_use_one_connection(mailer, answers):
    states = {mailer.send("reseau@example.org", f"p{n}@example.org", MESSAGE).state for n in range(20)}

    assert states == {SENT}
    assert answers.connections == 1


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
def test_the_servers_answer_decides_and_the_next_message_still_leaves(mailer, answers, step, answer, state):
    setattr(answers, step, answer)

    outcome = mailer.send("reseau@example.org", "a@example.org", MESSAGE)

    assert outcome.state == state
    answers.rcpt = answers.data = "250 OK"
    assert mailer.send("reseau@example.org", "b@example.org", MESSAGE).state == SENT


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(mailer, answers, server):
    mailer.send("reseau@example.org", "a@example.org", MESSAGE)
    mailer._local.smtp.sock.shutdown(2)

    outcome = mailer.send("reseau@example.org", "b@example.org", MESSAGE)

    assert outcome.state == SENT
    assert answers.connections == 2


def test_an_absent_server_is_for_later():
    outcome = SmtpMailer("127.0.0.1", 1, timeout=2).send("reseau@example.org", "a@example.org", MESSAGE)

    assert outcome.state == DEFERRED


@pytest.mark.parametrize("address", ["é@example.org", "a@example.org>\r\nRCPT TO:<b@example.org"])
def test_an_address_that_cannot_be_written_is_refused_without_being_sent(mailer, answers, address):
    assert mailer.send("reseau@example.org", address, MESSAGE).state == REFUSED
    assert answers.received == []


def test_the_mailbox_keeps_each_message_as_a_whole_file(tmp_path):
    mailer = MailboxMailer(tmp_path / "courriels")

    outcomes = [mailer.send("reseau@example.org", "a@example.org", MESSAGE) for _ in range(2)]

    files = sorted((tmp_path / "courriels").iterdir())
    assert [outcome.state for outcome in outcomes] == [SENT, SENT]
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert files[0].read_bytes() == MESSAGE
