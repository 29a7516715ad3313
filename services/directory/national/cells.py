"""One column of a file: each different cell is mended and checked once, however often it comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.directory.domain.national_columns import Kind, NationalField
from services.directory.domain.national_repairs import clean, repair_cell
from services.directory.domain.national_schema import Value, read_cell
from services.directory.national import remarks, sirets, telephones
from services.directory.national.markup import holds_markup, without_markup
from shared.formula_cells import restored

_KEPT = 20_000
"""Different cells remembered for a column, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Outcome:
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


class ColumnReader:
    def __init__(self, column: NationalField, today: date) -> None:
        self.column = column
        self._today = today
        self._known: dict[str, tuple[Outcome, bool]] = {}

    def read(self, raw: str) -> tuple[Outcome, bool]:
        """What the cell says, and whether that needs no word."""
        known = self._known.get(raw)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            outcome = self._read(restored(clean(raw)))
            known = self._known[raw] = (outcome, outcome.is_silent)
        return known

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
            return sirets.restore_lost_zero(text)
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
