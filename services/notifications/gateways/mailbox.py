"""Reading back the folder that :class:`MailboxMailer` writes: the mailbox page of standalone mode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

_NAME = re.compile(r"\d{20}-[0-9a-f]{12}\.eml")


@dataclass(frozen=True)
class Summary:
    """A line of the mailbox."""

    name: str
    to: str
    subject: str
    sent_at: datetime


@dataclass(frozen=True)
class Attachment:
    filename: str
    media_type: str
    content: bytes


def list_mails(folder: Path, *, text: str | None = None, limit: int = 100) -> list[Summary]:
    """Latest first. ``text`` is searched in the addressee and the subject."""
    wanted = (text or "").casefold()
    found: list[Summary] = []
    for summary in _summaries(folder):
        if wanted in f"{summary.to} {summary.subject}".casefold():
            found.append(summary)
        if len(found) == limit:
            break
    return found


def read_mail(folder: Path, name: str) -> EmailMessage | None:
    """None for a name that is not a mail of this folder."""
    path = folder / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: EmailMessage, form: str) -> str | None:
    """``form``: html or plain."""
    part = message.get_body((form,))
    return str(part.get_content()) if part is not None else None


def attachments_of(message: EmailMessage) -> list[Attachment]:
    """Attached files; calendars that are alternatives of the text are attached as well, so they appear once."""
    return [
        Attachment(part.get_filename() or "piece", part.get_content_type(), bytes(part.get_content()))
        for part in message.iter_attachments()
    ]


def summary_of(name: str, message: EmailMessage) -> Summary:
    return Summary(name, str(message["To"]), str(message["Subject"]), parsedate_to_datetime(str(message["Date"])))


def _summaries(folder: Path) -> Iterator[Summary]:
    names = sorted((path.name for path in folder.glob("*.eml") if _NAME.fullmatch(path.name)), reverse=True)
    parser = BytesHeaderParser(policy=default)
    for name in names:
        with (folder / name).open("rb") as file:
            yield summary_of(name, parser.parse(file))  # type: ignore[arg-type]
