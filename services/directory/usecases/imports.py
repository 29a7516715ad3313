"""A file of structures: looked at first, then applied as a whole."""

from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from services.directory.domain.import_plan import Plan, plan_import
from services.directory.errors import NothingToApply, PreviewOutdated, UnreadableFile
from services.directory.models.structure import ACTIVE
from services.directory.models.structure_import import StructureImport
from services.directory.national.csv_file import Table, read_limited, read_table
from services.directory.national.headings import FileRefused
from services.directory.national.previews import digest_of, preview_of, refused_lines
from services.directory.national.rows import Context, read_rows
from services.directory.usecases.bulk import stored_structures, write_structures
from shared.actor import Actor
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage


def read_upload(stream: IO[bytes]) -> bytes:
    """Raises UnreadableFile as soon as the file is larger than an import may be."""
    try:
        return read_limited(stream)
    except FileRefused as refused:
        raise UnreadableFile(refused.sentence) from refused


def preview_import(
    uow: UnitOfWork, actor: Actor, storage: "Storage", *, file_name: str, data: bytes
) -> StructureImport:
    """Keeps the file and what it would do; changes nothing in the directory. Raises UnreadableFile."""
    table, plan = _plan(uow, data)
    key = f"{uow.tenant_id}/imports/{new_id()}.csv"
    storage.put(key, data, "text/csv; charset=utf-8")
    preview = StructureImport(
        file_name=file_name[-200:] or "structures.csv",
        file_key=key,
        preview=preview_of(table, plan),
        digest=digest_of(plan),
        **{f"{name}_count": count for name, count in plan.counts.items()},
        account_id=actor.account_id,
        account_label=actor.label,
        created_at=uow.now,
    )
    uow.session.add(preview)
    uow.session.flush()
    return preview


def apply_import(uow: UnitOfWork, actor: Actor, storage: "Storage", *, import_id: UUID) -> StructureImport:
    """Writes every acceptable line, or nothing. Applying twice is applying once.

    Raises PreviewOutdated when the directory has changed since: what is applied is what was seen.
    """
    known = uow.get(StructureImport, import_id, lock=True)
    if known.is_applied:
        return known
    known.mark_applied(uow.now)
    _, plan = _plan(uow, storage.get(known.file_key), lock=True)
    if not plan.applicable:
        raise NothingToApply
    if digest_of(plan) != known.digest:
        raise PreviewOutdated
    write_structures(uow, plan)
    return known


def abandon_import(uow: UnitOfWork, actor: Actor, *, import_id: UUID) -> StructureImport:
    known = uow.get(StructureImport, import_id, lock=True)
    known.abandon()
    return known


def refused_file(uow: UnitOfWork, storage: "Storage", known: StructureImport) -> bytes:
    """The lines left out, as a CSV file to mend and send again."""
    table = read_table(storage.get(known.file_key))
    reading = read_rows(table, Context(uow.network.department, uow.today))
    return refused_lines(reading.refused, table.columns)


def _plan(uow: UnitOfWork, data: bytes, *, lock: bool = False) -> tuple[Table, Plan]:
    try:
        table = read_table(data)
    except FileRefused as refused:
        raise UnreadableFile(refused.sentence) from refused
    reading = read_rows(table, Context(uow.network.department, uow.today))
    present: dict[str, Any] = {"status": ACTIVE}  # a structure that was archived comes back with the file
    rows = [replace(row, values={**row.values, **present}) for row in reading.rows]
    stored = stored_structures(uow, [row.external_id for row in rows], lock=lock)
    return table, plan_import(stored, rows, reading.refused)
