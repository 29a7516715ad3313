"""From the cells of one line to an acceptable row, or to the reasons why it is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.directory.domain.departments import is_delivered_in
from services.directory.domain.import_plan import Refusal, Remark, Row
from services.directory.domain.national_repairs import restore_zero
from services.directory.domain.national_schema import Value
from services.directory.domain.network_columns import EVERY_BY_NAME, YES_NO
from services.directory.national import remarks, telephones
from services.directory.national.cells import ColumnReader, Outcome
from services.directory.national.joined_lines import are_one, joined_rows
from services.directory.national.national_table import Line, Table
from services.directory.national.repeated import repeated

Told = Callable[[int], None]
"""Hears how many lines have been read."""
_TELL_EVERY = 1000
_NO_BREAK = re.compile("[\u00a0\u2007\u202f]")


@dataclass(frozen=True)
class Context:
    """What a line alone does not say: the network's department, such as ``"64"``, and today in its time zone."""

    department: str
    today: date


@dataclass(frozen=True)
class Reading:
    rows: list[Row]
    refused: list[Refusal]


def read_rows(
    table: Table, context: Context, told: Told | None = None, *, always: Mapping[str, Value] | None = None
) -> Reading:
    """Every line ends in ``rows`` or in ``refused``; of lines with the same ``id`` the first one is kept, or they are
    joined where the table may say one structure on several lines.

    ``always``: values by attribute that every row has besides its own.
    """
    reader = RowReader(context, always)
    rows: list[Row] = []
    refused = table.broken
    first_of: dict[str, tuple[int, str]] = {}
    places: dict[str, int] = {}
    for count, line in enumerate(table.lines, start=1):
        outcome = reader.read(line)
        if isinstance(outcome, Row):
            here = (line.number, line.made_from)
            first = first_of.setdefault(outcome.external_id, here)
            place = places.setdefault(outcome.external_id, len(rows))
            if first == here:
                rows.append(outcome)
            elif table.joins_lines and are_one(rows[place], outcome):
                rows[place] = joined_rows(rows[place], outcome)
            else:
                refused.append(repeated(line, outcome, first, table.id_heading))
        else:
            refused.append(outcome)
        if told and count % _TELL_EVERY == 0:
            told(count)
    return Reading(rows, sorted(refused, key=lambda refusal: refusal.line))


def read_row(line: int, cells: Mapping[str, str], context: Context) -> Row | Refusal:
    return RowReader(context).read(Line(line, cells))


class RowReader:
    """Reads the lines of one file, in any number."""

    def __init__(self, context: Context, always: Mapping[str, Value] | None = None) -> None:
        self._department = context.department
        self._always = always or {}
        self._columns = {name: ColumnReader(column, context.today) for name, column in EVERY_BY_NAME.items()}
        self._quick = {name: (one.column.attribute, one.known, one.read) for name, one in self._columns.items()}
        self._empty = {name: one.read("") for name, one in self._columns.items()}
        self._told_if_empty = frozenset(name for name, (_, outcome) in self._empty.items() if outcome is not None)
        self._blanks: dict[tuple[str, ...], dict[str, Value]] = {}
        self._unsaid = [EVERY_BY_NAME[name].attribute for name in YES_NO]

    def read(self, line: Line) -> Row | Refusal:
        names = tuple(line.cells)
        values = dict(self._blanks.get(names) or self._blank(names))
        loud: list[tuple[str, Outcome]] = []
        for name, text in line.cells.items():
            if not text and name not in self._told_if_empty:
                continue  # three cells of four: what an empty one says is there already
            attribute, known, read = self._quick[name]
            value, outcome = known.get(text) or read(text)
            values[attribute] = value
            if outcome is not None:
                loud.append((name, outcome))
        self._drop_unsaid(values)
        if loud:
            loud = self._with_zeros(line.cells, loud, values)
            if line.instead:
                loud = [(name, self._set_aside(line, name, outcome, values)) for name, outcome in loud]
            faults = [f"Ligne {line.number}, {fault}" for _, outcome in loud for fault in outcome.faults]
            if faults:
                return Refusal(line.number, line.cells, _in_short(line) or faults)
        notes = [*line.remarks]
        for name, outcome in loud:
            notes += _remarks(line.number, name, outcome)
        notes += _locate(line.number, values)
        notes += _elsewhere(line.number, str(values.get("postcode") or ""), self._department)
        return Row(line.number, str(values["external_id"]), values, notes, [line.contact] if line.contact else [])

    def _set_aside(self, line: Line, name: str, outcome: Outcome, values: dict[str, Value]) -> Outcome:
        """In somebody's own table one unreadable cell does not keep its structure out, nor empties what is known."""
        if not outcome.faults or name not in line.instead:
            return outcome
        attribute, _, read = self._quick[name]
        values[attribute], _ = read(line.instead[name])
        if not line.instead[name]:
            del values[attribute]
        why = outcome.faults[0].split(". ")[0].removeprefix(f"{name} : ")
        said = (f"{why} : laissé de côté",) if outcome.text else ()
        return outcome._replace(text=outcome.before, faults=(), doubts=said)

    def _drop_unsaid(self, values: dict[str, Value]) -> None:
        """A cell of spaces says neither yes nor no."""
        for attribute in self._unsaid:
            if values.get(attribute, "") is None:
                del values[attribute]

    def _blank(self, names: tuple[str, ...]) -> dict[str, Value]:
        """What a line with these columns says when all its cells are empty."""
        blank = {EVERY_BY_NAME[name].attribute: self._empty[name][0] for name in names if name not in YES_NO}
        self._blanks[names] = {**self._always, **blank}
        return self._blanks[names]

    def _with_zeros(
        self, cells: Mapping[str, str], loud: Sequence[tuple[str, Outcome]], values: dict[str, Value]
    ) -> list[tuple[str, Outcome]]:
        """Postal and INSEE codes of four figures, mended by what the rest of the line says."""
        if not any(name in _ZEROS and len(outcome.text) == 4 for name, outcome in loud):
            return list(loud)
        text = {name: self._columns[name].outcome(cells.get(name, "")).text for name in _ZEROS}
        mended = []
        for name, read in loud:
            outcome = read
            if name in _ZEROS and len(read.text) == 4:
                departments = {_department(text[_ZEROS[name]]) or self._department}
                outcome = self._columns[name].read_as(read.before, restore_zero(read.text, departments))
                values[EVERY_BY_NAME[name].attribute] = outcome.value
            mended.append((name, outcome))
        return mended


def _in_short(line: Line) -> list[str]:
    """Of a note or a total below somebody's own table, one sentence says enough."""
    is_nameless = line.instead and not line.cells.get("nom", "").strip()
    return [f"Ligne {line.number}, nom : la case est vide, la ligne ne nomme aucune structure."] if is_nameless else []


_ZEROS = {"code_postal": "code_insee", "code_insee": "code_postal"}
"""Each vouches for the other."""


def _department(code: str) -> str:
    """Department of a postal or INSEE code, of which the leading zero may be lost; empty when it cannot be told."""
    known = re.fullmatch(r"\d[\dAB]?\d{3}", code, re.ASCII)
    return {5: code[:2], 4: "0" + code[:1]}[len(code)] if known else ""


def _remarks(line: int, name: str, outcome: Outcome) -> list[Remark]:
    """Whatever was mended inside a cell is told, down to a non-breaking space: who compares the file with the directory
    would find a difference that nobody announced. Spaces at the ends alone are not (``before`` is trimmed): nobody sees
    them, they say nothing, and some spreadsheets leave them in every cell; the remarks that matter would drown.
    """
    said = [Remark(line, name, f"Ligne {line}, {name} : {doubt}.") for doubt in outcome.doubts]
    before, after = outcome.before.replace("\r\n", "\n"), outcome.text
    if before != after:
        said.insert(0, Remark(line, name, _repair(line, name, outcome), before, after))
    return said


def _repair(line: int, name: str, outcome: Outcome) -> str:
    if outcome.had_markup:
        return f"Ligne {line}, {name} : balises HTML retirées, il reste « {_short(outcome.text)} »."
    if outcome.before.split() == outcome.text.split():
        which = (
            "insécables remplacés par des espaces simples" if _NO_BREAK.search(outcome.before) else "en trop retirés"
        )
        return f"Ligne {line}, {name} : espaces {which} dans « {_short(outcome.text)} »."
    if name == "telephone" and telephones.is_same_number(outcome.before, outcome.text):
        return f"Ligne {line}, telephone : numéro mis en forme, ses chiffres sont les mêmes."
    sentence = f"Ligne {line}, {name} : « {_short(outcome.before)} » lu comme « {_short(outcome.text)} »."
    if name == "telephone" and telephones.holds_several(outcome.before):
        sentence += " La colonne n’a de place que pour un numéro : les autres sont laissés de côté."
    return sentence


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"


def _elsewhere(line: int, postcode: str, department: str) -> list[Remark]:
    """A doubt only: networks reach over the border, and a few communes are delivered from the next department."""
    if not postcode or is_delivered_in(postcode, department):
        return []
    doubt = f"« {postcode} » n’est pas un code postal du département {department} : vérifiez-le"
    return [Remark(line, "code_postal", f"Ligne {line}, code_postal : {doubt}.")]


_NOWHERE = (None, None)


def _locate(line: int, values: dict[str, Value]) -> list[Remark]:
    before = values.get("latitude"), values.get("longitude")
    if before == _NOWHERE:
        return []
    after, sentence = remarks.located(*before)
    if not sentence:
        return []
    values["latitude"], values["longitude"] = after
    converted = f"{after[0]}, {after[1]}" if after[0] is not None and after != before else ""
    texts = (f"{before[0]}, {before[1]}", converted) if converted else ("", "")
    return [Remark(line, "latitude", f"Ligne {line}, latitude : {sentence}.", *texts)]
