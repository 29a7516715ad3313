"""The tests' own mail servers, and what is said when one is not installed."""

import smtplib

import pytest

from tests.servers.common import ServerMissing, program


def test_a_server_that_is_not_installed_fails_with_the_sentence_that_mends_it():
    with pytest.raises(ServerMissing, match="install-system-packages"):
        program("a-server-that-nobody-has")


def test_the_mail_server_keeps_letters_and_refuses_as_told(mail_server):
    mail_server.refuse("absente@example.org", "550 5.1.1 unknown user")
    with smtplib.SMTP(mail_server.host, mail_server.port) as client:
        refused = client.sendmail(
            "reseau@example.org",
            ["aline@example.org", "absente@example.org"],
            "Subject: Atelier\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nÀ mardi".encode(),
        )

    assert refused == {"absente@example.org": (550, b"5.1.1 unknown user")}
    (letter,) = mail_server.letters_to("aline@example.org")
    assert letter.message["Subject"] == "Atelier"
    assert letter.text.strip() == "À mardi"


def test_the_sink_swallows_mail(smtp_sink):
    with smtplib.SMTP(smtp_sink.host, smtp_sink.port) as client:
        refused = client.sendmail("a@example.org", ["b@example.org"], b"Subject: x\r\n\r\ny")

    assert refused == {}
