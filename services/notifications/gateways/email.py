"""The way out for mail: an SMTP server, or a folder of ``.eml`` files when there is none.

Both answer with an :class:`Outcome` and never raise for what a mail server or the network does: the caller writes
the outcome beside the message and decides whether to try again.
"""

import os
import re
import smtplib
import ssl
import threading
import time
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from services.notifications.domain.deliveries import REFUSED, SENT, UNKNOWN
from shared.settings import Settings

DEFERRED = "deferred"
_LEADING_DOT = re.compile(rb"(?m)^\.")
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(\S+)")


@dataclass(frozen=True)
class Outcome:
    """What became of one message.

    ``sent``: the server took it. ``refused``: it never will (5xx). ``deferred``: not now (4xx, or no connection).
    ``unknown``: the connection died after the text was handed over and before the answer (RFC 5321 4.5.3.2.6: the
    server may or may not have kept it).
    """

    state: str
    smtp_code: int | None = None
    detail: str = ""


class Mailer(Protocol):
    def send(self, envelope_from: str, recipient: str, message: bytes) -> Outcome:
        """Hand over one complete message (CRLF line ends) for one recipient."""
        ...

    def close(self) -> None: ...


class SmtpMailer:
    """Speaks to one SMTP server and keeps one connection open per thread: opening one costs more than a message."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        starttls: bool = False,
        username: str = "",
        password: str = "",
        timeout: float = 20,
    ) -> None:
        self._host, self._port, self._starttls = host, port, starttls
        self._username, self._password, self._timeout = username, password, timeout
        self._local = threading.local()

    def send(self, envelope_from: str, recipient: str, message: bytes) -> Outcome:
        reused = getattr(self._local, "smtp", None) is not None
        outcome = self._try(envelope_from, recipient, message)
        if reused and outcome.state == DEFERRED and getattr(self._local, "smtp", None) is None:
            outcome = self._try(envelope_from, recipient, message)  # an idle connection had been closed by the server
        return outcome

    def close(self) -> None:
        smtp, self._local.smtp = getattr(self._local, "smtp", None), None
        if smtp is not None:
            smtp.close()

    def _try(self, envelope_from: str, recipient: str, message: bytes) -> Outcome:
        try:
            smtp = self._connection()
            outcome = _envelope(smtp, envelope_from, recipient)
        except ValueError as error:
            return Outcome(REFUSED, None, f"address that cannot be written: {error}")
        except smtplib.SMTPResponseException as error:
            self.close()
            return _refusal(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(DEFERRED, None, f"no connection: {error}")
        if outcome is None:
            outcome = self._hand_over(smtp, message)
        if outcome.state != SENT:
            self._settle(smtp, outcome)
        return outcome

    def _hand_over(self, smtp: smtplib.SMTP, message: bytes) -> Outcome:
        try:
            smtp.send(_LEADING_DOT.sub(b"..", message) + b".\r\n")
            code, answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Outcome(UNKNOWN, None, f"connection lost after the text: {error}")
        if code < 0:
            return Outcome(UNKNOWN, None, "connection lost after the text")
        return Outcome(SENT, code, _text(answer)) if code == 250 else _refusal(code, answer)

    def _connection(self) -> smtplib.SMTP:
        smtp = getattr(self._local, "smtp", None)
        if smtp is None:
            smtp = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
            smtp.ehlo_or_helo_if_needed()
            if self._starttls:
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if self._username:
                smtp.login(self._username, self._password)
            self._local.smtp = smtp
        return smtp

    def _settle(self, smtp: smtplib.SMTP, outcome: Outcome) -> None:
        """Leave the connection ready for the next message, or drop it."""
        if outcome.state == UNKNOWN or outcome.smtp_code == 421:
            return self.close()
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


class MailboxMailer:
    """Writes each message as one ``.eml`` file, whole or not at all; file names sort by time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, envelope_from: str, recipient: str, message: bytes) -> Outcome:
        self._folder.mkdir(parents=True, exist_ok=True)
        found = _MESSAGE_ID.search(message)
        mark = sha256(found.group(1) if found else message).hexdigest()[:12]
        name = f"{time.time_ns():020d}-{mark}.eml"
        draft = self._folder / f".{name}.part"
        try:
            draft.write_bytes(message)
            os.replace(draft, self._folder / name)
        except OSError as error:
            return Outcome(DEFERRED, None, f"the mailbox folder refuses: {error}")
        return Outcome(SENT, None, name)

    def close(self) -> None:
        """Nothing is kept open."""


def _envelope(smtp: smtplib.SMTP, envelope_from: str, recipient: str) -> Outcome | None:
    """MAIL, RCPT and DATA up to the server's go-ahead; None when it came."""
    for command, argument, expected in (
        ("MAIL", f"FROM:<{envelope_from}>", (250,)),
        ("RCPT", f"TO:<{recipient}>", (250, 251)),
        ("DATA", "", (354,)),
    ):
        code, answer = smtp.docmd(command, argument)
        if code not in expected:
            if code < 0:
                raise smtplib.SMTPServerDisconnected("connection closed")
            return _refusal(code, answer)
    return None


def _refusal(code: int, answer: bytes | str) -> Outcome:
    """4yz is for later, 5yz for ever (RFC 5321 4.2.1); anything else is not understood, so for later."""
    return Outcome(REFUSED if 500 <= code < 600 else DEFERRED, code, _text(answer))


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return text[:300]


@cache
def mailer_from(settings: Settings) -> Mailer:
    """The way out that the settings name; one for the whole process."""
    if settings.mail == "mailbox":
        return MailboxMailer(Path(settings.mailbox_folder))
    return SmtpMailer(
        settings.smtp_host,
        settings.smtp_port,
        starttls=settings.smtp_starttls,
        username=settings.smtp_username,
        password=settings.smtp_password,
    )
