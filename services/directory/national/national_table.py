"""A file's table under the names of the national schema, whichever way its columns got them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple, Protocol

from services.directory.domain.import_plan import Refusal, Remark
from services.directory.domain.national_columns import COLUMNS
from services.directory.domain.network_columns import EVERY_BY_NAME
from services.directory.files.source_table import SourceTable
from services.directory.national.headings import heading, refuse_repeated


class Line(NamedTuple):
    """``cells`` by the schema's column names; ``remarks``: what naming them so had to leave aside.

    ``made_from``: the words of which its identifier was made; empty when the file gives one.
    """

    number: int
    cells: Mapping[str, str]
    remarks: Sequence[Remark] = ()
    made_from: str = ""
    contact: Mapping[str, Sequence[str]] | None = None
    """Filled cells about the referent: only somebody's own table has any."""
    instead: Mapping[str, str] = {}
    """What to read where a cell cannot be, by column; without it, the line is refused."""


class Lines(Protocol):
    """Makes one line of named cells of a line of the file."""

    def __call__(self, number: int, cells: Sequence[str]) -> Line: ...


@dataclass(frozen=True)
class Table:
    source: SourceTable
    columns: Sequence[str]
    """In the order of the file."""
    ignored: Sequence[str]
    """Headings of the file that nothing is made of."""
    named: Lines
    notes: Sequence[str] = field(default=())
    id_heading: str = "id"
    """Of the file's column of identifiers; empty when it has none."""
    joins_lines: bool = False
    """Whether several lines may speak of one structure: in somebody's own table, never in the national schema."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What to call columns of the schema that the file does not call so."""

    @property
    def absent(self) -> list[str]:
        """Columns of the schema that the file lacks."""
        return [column.name for column in COLUMNS if column.name not in self.columns]

    @property
    def lines(self) -> Iterator[Line]:
        """Made one by one: 20,000 lines are never held twice."""
        return (self.named(number, cells) for number, cells in self.source.lines)

    @property
    def broken(self) -> list[Refusal]:
        return [
            Refusal(number, self.named(number, cells).cells, [reason]) for number, cells, reason in self.source.broken
        ]


def national_table(source: SourceTable) -> Table:
    """Of a file in version 1 of the schema. Raises FileRefused when a column is there twice."""
    refuse_repeated(source.headings)
    names = [heading(text) for text in source.headings]
    kept = [(name, place) for place, name in enumerate(names) if name in EVERY_BY_NAME]

    known = [name for name, _ in kept]
    pick = itemgetter(*(place for _, place in kept))  # the required columns are there: always several
    last = max(place for _, place in kept)

    def named(number: int, cells: Sequence[str]) -> Line:
        if len(cells) > last:
            return Line(number, dict(zip(known, pick(cells), strict=True)))
        # a line cut short is one whose last cells are empty, as a spreadsheet shows it
        return Line(number, {name: cells[place] if place < len(cells) else "" for name, place in kept})

    return Table(
        source=source,
        columns=[name for name, _ in kept],
        ignored=[text for text, name in zip(source.headings, names, strict=True) if name not in EVERY_BY_NAME],
        named=named,
        notes=source.notes,
    )
