"""A table of any shape, read through a mapping."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from services.directory.domain.day_hours import DayHours, opening_hours, read_day
from services.directory.domain.import_plan import Remark
from services.directory.domain.imported_referents import TARGETS as ABOUT_PEOPLE
from services.directory.domain.national_columns import REQUIRED, Kind
from services.directory.domain.network_columns import EVERY_BY_NAME, EVERY_COLUMN, YES_NO
from services.directory.domain.search_text import plain
from services.directory.domain.table_mapping import AUTO, WITH_TERMS, TableMapping, joined, split
from services.directory.domain.terms import LIST_OF, guess, propose
from services.directory.domain.whole_addresses import PLACED, WHOLE, position, taken_apart
from services.directory.domain.yes_no import says_nothing
from services.directory.files.source_table import SourceTable
from services.directory.national.markup import holds_markup, without_markup
from services.directory.national.national_table import Line, Table
from services.directory.national.own_words import titles_of

_RESUME = 280
_SPOKEN = frozenset({Kind.TEXT, Kind.COUNT, Kind.YES_NO})
_WITHOUT_WORDS = frozenset(column.name for column in EVERY_COLUMN if column.kind not in _SPOKEN) | {
    "horaires",
    "adresse",
}
_TAKEN_APART = {WHOLE: taken_apart, PLACED: position}
_SEVERAL = re.compile(r"[\s;,|]+|\s/\s")
Read = tuple[Sequence[tuple[str, str]], Sequence[str]]
"""Pairs of column and text, and what could not be understood."""


def mapped_table(source: SourceTable, mapping: TableMapping) -> Table:
    reader = MappingReader(source, mapping)
    filled = {name for name in mapping.reads if name in EVERY_BY_NAME}
    notes = list(source.notes)
    if "id" not in mapping.columns.values():
        notes.append(
            "Le tableau n’a pas d’identifiants : ils sont faits du nom, de la commune et de l’adresse. "
            "Les lignes qui ont les mêmes sont réunies, et le même tableau envoyé de nouveau retrouvera ses structures."
        )
    if "services" not in filled:
        notes.append(
            "Aucune colonne ne dit les services : la carte nationale et les données ouvertes n’ont que les lieux où il "
            "y en a. Donnez-les ensuite à plusieurs fiches à la fois : « Compléter plusieurs fiches », dans l’annuaire."
        )
    return Table(
        source=source,
        columns=[column.name for column in EVERY_COLUMN if column.name in filled],
        ignored=[heading for heading in source.headings if not mapping.columns.get(heading)],
        named=reader,
        notes=notes,
        id_heading=next((heading for heading, target in mapping.columns.items() if target == "id"), ""),
        joins_lines=True,
        titles=titles_of(source.headings, mapping.columns),
    )


def values_of(source: SourceTable, mapping: TableMapping, heading: str) -> Counter[str]:
    """How often each value comes in a column whose values are put in correspondence."""
    reader = MappingReader(source, mapping)
    place = list(source.headings).index(heading)
    cells = Counter(cells[place] for _, cells in source.lines if place < len(cells))
    counted: Counter[str] = Counter()
    for cell, times in cells.items():
        for part in reader.parts(heading, cell):
            counted[part] += times
    return counted


@dataclass
class _Found:
    """What the cells of one line say, by column of the schema. ``parts``: what others held beside something else."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    days: dict[str, DayHours] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, target: str, cell: str) -> None:
        """A cell of any column but those whose values are put in correspondence."""
        if target in _TAKEN_APART:
            self.parts |= _TAKEN_APART[target](cell)
        elif target.startswith("horaires:"):
            _, day, *half = target.split(":")
            self.days.setdefault(day, DayHours()).add(read_day(cell), *half)
        elif not (target in _WITHOUT_WORDS and says_nothing(cell)):
            self.texts.setdefault(target, []).append(_text(target, cell))

    def arranged(self) -> dict[str, list[str]]:
        """A column of its own goes before a part. Of two lines of an address, the one that is filled, once."""
        texts = {**{name: [text] for name, text in self.parts.items()}, **self.texts}
        extra = texts.get("complement_adresse")
        if extra and "adresse" not in texts:
            texts["adresse"] = texts.pop("complement_adresse")
        elif extra and set(extra) <= {*texts["adresse"], joined("adresse", texts["adresse"])}:
            del texts["complement_adresse"]
        return texts


class MappingReader:
    """Makes a line of the national schema of a line of the table. Each different cell of a list is read once."""

    def __init__(self, source: SourceTable, mapping: TableMapping) -> None:
        self._mapping = mapping
        chosen = [
            (heading, place, mapping.columns[heading])
            for place, heading in enumerate(source.headings)
            if mapping.columns.get(heading)
        ]
        self._places = [one for one in chosen if one[2] not in ABOUT_PEOPLE]
        self._people = [(place, target) for _, place, target in chosen if target in ABOUT_PEOPLE]
        self._terms_read: dict[tuple[str, str], Read] = {}

    @cached_property
    def _instead(self) -> dict[str, str]:
        """Of what may be empty, and of what one value was given for."""
        given = self._mapping.defaults
        return {name: given.get(name, "") for name in self._filled if given.get(name) or name not in REQUIRED}

    @cached_property
    def _filled(self) -> list[str]:
        return [column.name for column in EVERY_COLUMN if column.name in self._mapping.reads]

    def __call__(self, number: int, cells: Sequence[str]) -> Line:
        found = _Found()
        for heading, place, target in self._places:
            cell = cells[place] if place < len(cells) else ""
            if not cell or not cell.strip():
                continue
            if target in WITH_TERMS:
                pairs, unknown = self._read_terms(heading, target, cell)
                for name, text in pairs:
                    found.texts.setdefault(name, []).append(text)
                found.remarks += [_left_aside(number, heading, part) for part in unknown]
            else:
                found.take(target, cell)
        texts = found.arranged()
        named = {name: joined(name, texts[name]) if name in texts else "" for name in (*self._filled, *texts)}
        if found.days and not named.get("horaires"):
            named["horaires"] = opening_hours(found.days)
        made_from = self._complete(number, named, found.remarks)
        contact = self._contact(cells) if self._people else None
        return Line(number, named, found.remarks, made_from, contact, self._instead)

    def _contact(self, cells: Sequence[str]) -> dict[str, list[str]] | None:
        """None where the line names nobody."""
        found: dict[str, list[str]] = {}
        for place, target in self._people:
            if place < len(cells) and cells[place] and cells[place].strip():
                found.setdefault(target, []).append(cells[place])
        return found or None

    def parts(self, heading: str, cell: str) -> list[str]:
        target = self._mapping.columns[heading]
        known = self._mapping.terms.get(heading, {})
        separator = self._mapping.separators.get(heading, AUTO)
        text = without_markup(cell) if holds_markup(cell) else cell
        if target in YES_NO:
            return [" ".join(text.split())]
        return split(
            text,
            separator,
            lambda part: part in known or guess(target, part) is not None,
            lambda part: bool(propose(target, part, "")),
        )

    def _read_terms(self, heading: str, target: str, cell: str) -> Read:
        read = self._terms_read.get((heading, cell))
        if read is None:
            read = self._terms_read[(heading, cell)] = self._understood(heading, target, cell)
        return read

    def _understood(self, heading: str, target: str, cell: str) -> Read:
        chosen = self._mapping.terms.get(heading, {})
        pairs, unknown = [], []
        for part in self.parts(heading, cell):
            term = chosen[part] if part in chosen else guess(target, part)
            if term is None and target == "typologie":
                term = part
            if term:
                pairs.append((LIST_OF.get(term, target), term))
            elif term is None:
                unknown.append(part)
        return pairs, unknown

    def _complete(self, number: int, named: dict[str, str], remarks: list[Remark]) -> str:
        """The words of the identifier that had to be made, if any."""
        for name, text in self._mapping.defaults.items():
            if text and not named.get(name):
                named[name] = text
        made_from = "" if named.get("id") else words_of_id(named)
        named["id"] = named.get("id") or made_up_id(made_from)
        resume = named.get("presentation_resume", "")
        if len(resume) > _RESUME:
            named["presentation_resume"] = resume[: _RESUME - 1].rsplit(" ", 1)[0] + "…"
            if not named.get("presentation_detail"):
                named["presentation_detail"] = resume
            sentence = f"Ligne {number}, presentation_resume : texte raccourci à {_RESUME} caractères."
            remarks.append(Remark(number, "presentation_resume", sentence, resume, named["presentation_resume"]))
        return made_from


def words_of_id(named: Mapping[str, str]) -> str:
    """Name, commune and address: a table sent again finds its structures by them."""
    return plain(" ".join(named.get(name, "") for name in ("nom", "commune", "adresse")))


def made_up_id(words: str) -> str:
    return words.replace(" ", "-")[:120].strip("-")


def _text(target: str, cell: str) -> str:
    text = cell.strip()
    if EVERY_BY_NAME[target].kind in (Kind.EMAILS, Kind.URLS):
        sign = "@" if EVERY_BY_NAME[target].kind is Kind.EMAILS else "."
        parts = [part.strip("<>()") for part in _SEVERAL.split(text) if sign in part]
        return "|".join(parts) or " ".join(text.split())  # words are told as they stand, not one by one
    return text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


def _left_aside(number: int, heading: str, part: str) -> Remark:
    return Remark(
        number, heading, f"Ligne {number}, {heading} : « {_short(part)} » n’a pas de correspondance, laissé de côté."
    )
