"""Writes to the members, and invites them to the quarter's meeting."""

from collections.abc import Callable
from datetime import date

from services.standalone.demo.http import Program
from services.standalone.demo.mailbox import Mailbox


class Letters:
    def __init__(self, program: Program, url: str, mailbox: Mailbox, say: Callable[[str], None]) -> None:
        self._program = program
        self._url = url
        self._mailbox = mailbox
        self._say = say

    def write_to_members(self) -> None:
        """A letter in Markdown, sent to every member."""

    def invite_to_meeting(self, on: date, structures: list[str]) -> None:
        """The quarter's meeting, and some answers by the link of the invitation."""

    def hold_meeting(self, *, people: int, structures: int) -> None:
        """Who came."""
