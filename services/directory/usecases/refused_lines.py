"""What an import leaves out, as a file that a person mends in a spreadsheet and sends again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from services.directory.domain.import_plan import Refusal
from services.directory.files import refused_lines
from services.directory.files.source_table import SourceTable
from services.directory.models.structure_import import StructureImport
from services.directory.national.contacts import read_contact
from services.directory.national.national_table import Table
from services.directory.national.own_words import in_own_words
from services.directory.usecases.imports import read_lines, table_of
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage

KINDS = ("xlsx", "csv")
_WITHOUT_PERSON = "La structure est prise, sans son référent."


def refused_file(uow: UnitOfWork, storage: "Storage", known: StructureImport, kind: str) -> bytes:
    """Lines refused, and those of which the person is: every column of the file as it came, and why.

    Made from the file itself, so that nothing more is kept of it. Raises ImportFileErased a month later.
    """
    table = table_of(storage, known)
    if known.completion is None:
        source, reasons = table.source, _reasons(uow, storage, known, table)
    else:
        source, reasons = _of_records(read_lines(uow, storage, known, table)[1], table.columns)
    if kind == "csv":
        return refused_lines.write_csv(source, reasons)
    return refused_lines.write_xlsx(source, reasons, author=uow.network.label)


def _of_records(refused: Sequence[Refusal], names: Sequence[str]) -> tuple[SourceTable, Mapping[int, Sequence[str]]]:
    """Records chosen in the directory stand in no file, and on no line of one."""
    numbered = list(enumerate(refused))
    lines = [(number, [one.cells.get(name, "") for name in names]) for number, one in numbered]
    return SourceTable(names, lines, typed=names), {number: one.reasons for number, one in numbered}


def _reasons(uow: UnitOfWork, storage: "Storage", known: StructureImport, table: Table) -> Mapping[int, Sequence[str]]:
    rows, refused = read_lines(uow, storage, known, table)
    reasons: dict[int, Sequence[str]] = {
        one.line: [in_own_words(reason, table.titles) for reason in one.reasons] for one in refused
    }
    if any(row.contacts for row in rows):
        reasons |= {
            number: [_WITHOUT_PERSON, *faults] for number, faults in _left_people(table) if number not in reasons
        }
    return reasons


def _left_people(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """By line: of a structure on several lines, the one that names the person."""
    for line in table.lines:
        if line.contact and (faults := read_contact(line.number, line.contact)[1]):
            yield line.number, faults
