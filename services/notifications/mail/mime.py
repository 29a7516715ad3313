"""MIME messages: written once, then only the recipient's own fields are replaced, as bytes.

Building an ``EmailMessage`` per recipient costs more than ten times as much as replacing bytes in a message built once.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

CRLF = b"\r\n"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 ]*\Z")
_VALUE_WIDTH = 70


@dataclass(frozen=True)
class Content:
    """What a letter says: its subject and its text in both forms."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Sender:
    name: str
    address: str
    reply_to: str = ""
    """Where answers go, when not to ``address``."""


@dataclass(frozen=True)
class Recipient:
    """Who receives one copy. ``unsubscribe_url`` is empty for letters one cannot unsubscribe from."""

    address: str
    name: str
    message_id: str
    """Without angle brackets; stable from one attempt to the next."""
    unsubscribe_url: str = ""


@dataclass(frozen=True)
class Place:
    """Where a value of the recipient goes in the text: unique words that no writer can have typed."""

    unsubscribe: str = field(default_factory=lambda: f"urn:lien:{secrets.token_hex(12)}")


class Letter:
    """A letter ready for any number of recipients."""

    def __init__(self, head: bytes, pieces: list[bytes]) -> None:
        self._head, self._pieces = head, pieces

    @classmethod
    def write(cls, content: Content, sender: Sender, *, at: datetime, place: Place, list_id: str = "") -> "Letter":
        """``content`` may hold the words of ``place`` wherever the recipient's own link must stand."""
        message = EmailMessage(policy=SMTP)
        message["From"] = address_header(sender.name, sender.address)
        if sender.reply_to:
            message["Reply-To"] = address_header("", sender.reply_to)
        message["Subject"] = one_line(content.subject)
        message["Date"] = format_datetime(at)
        if list_id:
            message["List-Id"] = f"<{list_id}>"
            message["Precedence"] = "list"
        message.set_content(content.text, cte="quoted-printable")
        message.add_alternative(content.html, subtype="html", cte="quoted-printable")
        head, body = message.as_bytes().split(CRLF * 2, 1)
        return cls(head, _anywhere(place.unsubscribe).split(body))

    def for_recipient(self, recipient: Recipient) -> bytes:
        """The whole message, CRLF line ends. RFC 8058 wants both unsubscribe headers, and an https address."""
        headers = [
            b"To: " + address_header(recipient.name, recipient.address).encode("ascii"),
            b"Message-ID: <" + recipient.message_id.encode("ascii") + b">",
        ]
        url = recipient.unsubscribe_url.encode("ascii")
        if url:
            headers.append(b"List-Unsubscribe: <" + url + b">")
            headers.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        body = self._pieces[0] if len(self._pieces) == 1 else _quoted_printable(url).join(self._pieces)
        return CRLF.join([*headers, self._head, b"", body])


def address_header(name: str, address: str) -> str:
    """``"Name" <address>`` in ASCII (RFC 2047), on one line; a comma or a line end in a name adds no recipient.

    Raises UnicodeEncodeError for an address outside ASCII: such addresses are refused at the door.
    """
    address = _UNSAFE.sub("", address)
    address.encode("ascii")
    name = one_line(name)[:60]
    if not name:
        return address
    if not name.isascii():
        return f"{Header(name, 'utf-8', maxlinelen=900).encode()} <{address}>"
    quoted = name if _PLAIN_NAME.match(name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{quoted} <{address}>"


def one_line(text: str) -> str:
    return _UNSAFE.sub(" ", text).strip()


def _anywhere(word: str) -> re.Pattern[bytes]:
    """The word in a quoted-printable text, which may have been cut by a soft line break at any letter."""
    return re.compile(rb"(?:=\r\n)?".join(re.escape(letter.encode()) for letter in word))


def _quoted_printable(value: bytes) -> bytes:
    """``value`` between soft line breaks, so that no line passes the 76 columns of RFC 2045 6.7."""
    starts = range(0, len(value), _VALUE_WIDTH)
    cuts = [value[start : start + _VALUE_WIDTH].replace(b"=", b"=3D") for start in starts]
    return b"=\r\n" + b"=\r\n".join(cuts) + b"=\r\n"
