"""Reads the letters that the product has sent, where standalone mode puts them."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

from services.standalone.demo.http import eventually


@dataclass(frozen=True)
class Letter:
    to: str
    links: tuple[str, ...]


class Mailbox:
    """The folder of letters. A letter is read at most once by :meth:`link_for`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: set[str] = set()
        self._letters: dict[str, Letter] = {}

    def skip(self) -> None:
        """From now on, only letters that come later."""
        self._read.update(path.name for path in self._folder.rglob("*.eml"))

    def link_for(self, address: str, containing: str) -> str:
        """The first address with ``containing`` in the next letter to this person."""
        return eventually(lambda: self._find(address, containing), what=f"letter to {address} with {containing}")

    def _find(self, address: str, containing: str) -> str | None:
        for path in sorted(self._folder.rglob("*.eml")):
            if path.name in self._read:
                continue
            letter = self._letters.get(path.name) or self._parse(path)
            found = next((link for link in letter.links if containing in link), None)
            if found and address in letter.to:
                self._read.add(path.name)
                return found
        return None

    def _parse(self, path: Path) -> Letter:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))  # type: ignore[attr-defined]
        links = re.findall(r"https?://[^\s>\"]+", body.get_content() if body else "")
        self._letters[path.name] = Letter(str(message["To"]), tuple(links))
        return self._letters[path.name]
