"""An SMTP server (aiosmtpd) that keeps what it receives and answers what a test asks for."""

import asyncio
import email
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.servers.common import PATIENCE


class MailServer:
    """``rcpt``, ``data``: its answers; ``data=None`` hangs up after the text without a word. ``most``: how many letters
    it takes; the next ones wait until it takes more."""

    def __init__(self, port: int) -> None:
        self.port, self.most = port, 1_000_000
        self.rcpt, self.data = "250 OK", "250 OK"
        self.rcpt_by_address: dict[str, str] = {}
        self.received: list[tuple[str, bytes]] = []
        self.connections = 0
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=PATIENCE)
        self._controller.start()
        self.connections = 0

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.received]

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=default) for _, raw in self.received]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.rcpt_by_address.get(address, self.rcpt)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session, envelope):
        while len(self.received) >= self.most:
            await asyncio.sleep(0.01)
        self.received.append((envelope.rcpt_tos[0], envelope.original_content))
        if self.data is None:
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 too late"
        return self.data
