"""What an import would do to the directory: compare the lines of a file with what is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.directory.domain.national_schema import Value


@dataclass(frozen=True)
class Remark:
    """Something about a line that does not refuse it: a repair (``after`` is what we made of ``before``) or a doubt."""

    line: int
    column: str
    sentence: str
    before: str = ""
    after: str = ""

    @property
    def is_repair(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Row:
    """An acceptable line: ``values`` by attribute, only those whose column is in the file."""

    line: int
    external_id: str
    values: Mapping[str, Value]
    remarks: Sequence[Remark] = ()
    contacts: Sequence[Mapping[str, Sequence[str]]] = ()
    """Of each referent of the structure, filled cells by target of the mapping."""


@dataclass(frozen=True)
class Refusal:
    """A line left out: its cells as they came, by column, and why."""

    line: int
    cells: Mapping[str, str]
    reasons: Sequence[str]


@dataclass(frozen=True)
class Change:
    attribute: str
    old: Value
    new: Value


@dataclass(frozen=True)
class ChangedRow:
    row: Row
    changes: Sequence[Change]


@dataclass(frozen=True)
class Plan:
    created: Sequence[Row] = field(default=())
    changed: Sequence[ChangedRow] = field(default=())
    unchanged: Sequence[Row] = field(default=())
    refused: Sequence[Refusal] = field(default=())

    @property
    def applicable(self) -> int:
        """Lines that applying the plan takes into account, unchanged ones included."""
        return len(self.created) + len(self.changed) + len(self.unchanged)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "created": len(self.created),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "refused": len(self.refused),
        }


def plan_import(
    stored: Mapping[str, Mapping[str, Value]], rows: Iterable[Row], refused: Sequence[Refusal] = ()
) -> Plan:
    """``stored`` holds the values of each known structure by external identifier.

    A structure that the file does not mention is left alone, and so is an attribute whose column the file lacks.
    """
    created: list[Row] = []
    changed: list[ChangedRow] = []
    unchanged: list[Row] = []
    for row in rows:
        known = stored.get(row.external_id)
        if known is None:
            created.append(row)
        elif changes := differences(known, row.values):
            changed.append(ChangedRow(row, changes))
        else:
            unchanged.append(row)
    return Plan(created, changed, unchanged, refused)


def without_new_days(rows: Iterable[Row], stored: Mapping[str, Mapping[str, Value]], day: date) -> list[Row]:
    """Of lines without a date, read as of one ``day``: a record of which they say nothing new stays as old as it was.

    Otherwise sending the same table again would verify everything in it.
    """

    def dated(row: Row) -> Row:
        if row.values.get("updated_on") != day:
            return row
        values = {name: value for name, value in row.values.items() if name != "updated_on"}
        known = stored.get(row.external_id)
        return row if known is None or differences(known, values) else replace(row, values=values)

    return [dated(row) for row in rows]


def differences(old: Mapping[str, Value], new: Mapping[str, Value]) -> list[Change]:
    """One change per attribute of ``new`` whose value is another one than in ``old``."""
    return [Change(name, old.get(name), value) for name, value in new.items() if old.get(name) != value]
