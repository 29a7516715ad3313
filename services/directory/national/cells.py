"""One column of a file: each different cell is mended and checked once, however often it comes back."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.directory.domain.national_columns import Kind, NationalField
from services.directory.domain.national_repairs import clean, repair_cell
from services.directory.domain.national_schema import Value, read_cell
from services.directory.national import remarks, sirets, telephones
from services.directory.national.markup import holds_markup, without_markup

_PLAIN = re.compile(r"[^\s'<&](?:[^<&]*[^\s<&])?")
"""Trimmed, without markup: nothing to mend."""
_KEPT = 20_000
"""Different cells remembered for a column, so that memory stays bounded."""


class Outcome(NamedTuple):
    """``before``: the trimmed cell; ``text``: what it was mended into; ``value``: what that says."""

    before: str
    text: str
    value: Value
    faults: Sequence[str] = ()
    doubts: Sequence[str] = ()
    had_markup: bool = False

    @property
    def is_silent(self) -> bool:
        return not (self.faults or self.doubts) and self.before == self.text


Known = tuple[Value, Outcome | None]
"""What a cell says; its outcome only when there is something to tell about it."""


class ColumnReader:
    """``known``: what was read already, for who cannot afford a call for each of a million cells."""

    def __init__(self, column: NationalField, today: date) -> None:
        self.column = column
        self.known: dict[str, Known] = {}
        self._today = today
        self._is_free = column.kind is Kind.TEXT and column.max_length is None and column.name != "horaires"

    def read(self, raw: str) -> Known:
        if self._is_free and raw and raw.isascii() and _PLAIN.fullmatch(raw):
            return raw, None  # names and addresses come once: not worth remembering
        if len(self.known) >= _KEPT:
            self.known.clear()
        outcome = self.outcome(raw)
        known = self.known[raw] = (outcome.value, None if outcome.is_silent else outcome)
        return known

    def outcome(self, raw: str) -> Outcome:
        return self._read(clean(raw))

    def read_as(self, before: str, text: str) -> Outcome:
        """``text`` in place of ``before``: a repair that other cells of the line have suggested."""
        return self._checked(before, text, had_markup=False)

    def _read(self, before: str) -> Outcome:
        had_markup = holds_markup(before)
        text = without_markup(before) if had_markup else before
        return self._checked(before, self._mended(text) if text else text, had_markup=had_markup)

    def _mended(self, text: str) -> str:
        text = repair_cell(self.column, text)
        if self.column.name == "pivot":
            return sirets.as_before_spreadsheet(text)
        if self.column.name == "telephone" and read_cell(self.column, text).faults:
            return telephones.international(text) or text
        return text

    def _checked(self, before: str, text: str, *, had_markup: bool) -> Outcome:
        cell = read_cell(self.column, text)
        if cell.faults:
            return Outcome(before, text, None, tuple(cell.faults), (), had_markup)
        if self.column.kind is Kind.TEXT or not text:
            return Outcome(before, text, cell.value, (), (), had_markup)
        value, doubts = remarks.sifted(self.column.name, cell.value, self._today)
        return Outcome(before, text, value, (), tuple(doubts), had_markup)
