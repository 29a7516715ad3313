"""A mail server that remembers what it got and refuses what it is told to refuse."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.common import PATIENCE, free_port


@dataclass(frozen=True)
class Letter:
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)  # type: ignore[return-value]

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part is not None else ""


class MailServer:
    """``letters`` holds what was accepted, in order. ``refuse`` programs an answer for one recipient."""

    def __init__(self) -> None:
        self.host, self.port = "127.0.0.1", free_port()
        self.letters: list[Letter] = []
        self._answers: dict[str, list[str]] = {}
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    def start(self) -> None:
        self._controller = Controller(self, hostname=self.host, port=self.port, ready_timeout=PATIENCE)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
        self._controller = None

    kill = stop

    def clear(self) -> None:
        self.letters.clear()
        self._answers.clear()

    def refuse(self, recipient: str, answer: str, *, times: int = 1_000_000) -> None:
        """``answer``: such as ``450 4.2.1 try later`` or ``550 5.1.1 unknown user``."""
        self._answers.setdefault(recipient, []).extend([answer] * min(times, 1000))

    def letters_to(self, recipient: str) -> list[Letter]:
        return [letter for letter in list(self.letters) if recipient in letter.recipients]

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options) -> str:
        if self._answers.get(address):
            return self._answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.letters.append(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        return "250 OK"
