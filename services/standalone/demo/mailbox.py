"""Reads the letters that the product has sent, where standalone mode puts them."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from services.standalone.demo.http import eventually


class Mailbox:
    """The folder of letters. A letter is read at most once by :meth:`link_for`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def skip(self) -> None:
        """From now on, only letters that come later."""
        self._seen.update(path.name for path in self._folder.rglob("*.eml"))

    def letters(self) -> Iterator[tuple[Path, EmailMessage]]:
        for path in sorted(self._folder.rglob("*.eml")):
            if path.name not in self._seen:
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                yield path, message  # type: ignore[misc]

    def link_for(self, address: str, containing: str) -> str:
        """The first address with ``containing`` in the next letter to this person."""
        return eventually(lambda: self._find(address, containing), what=f"letter to {address} with {containing}")

    def _find(self, address: str, containing: str) -> str | None:
        for path, message in self.letters():
            if address not in str(message["To"]):
                continue
            body = message.get_body(("plain",))
            links = re.findall(r"https?://[^\s>\"]+", body.get_content() if body else "")
            found = next((link for link in links if containing in link), None)
            if found:
                self._seen.add(path.name)
                return found
        return None
