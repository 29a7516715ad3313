"""A file of structures: looked at first, then applied as a whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import update

from services.directory.completion_errors import ChoiceOutdated
from services.directory.domain.import_plan import Plan, Refusal, Remark, Row, plan_import, without_new_days
from services.directory.domain.imported_referents import ReferentPlan, digest_with
from services.directory.domain.table_mapping import TableMapping
from services.directory.errors import ImportFileErased, NothingToApply, PreviewOutdated, UnreadableFile
from services.directory.files.reading import extension_of, read_file, read_limited
from services.directory.files.source_table import FileRefused, SourceTable
from services.directory.models.structure import ACTIVE
from services.directory.models.structure_import import APPLYING, PREVIEWED, READING, TO_MAP, StructureImport
from services.directory.national import sirets
from services.directory.national.communes import Communes
from services.directory.national.mapped_table import mapped_table
from services.directory.national.national_table import Table
from services.directory.national.previews import digest_of, preview_of
from services.directory.national.recognition import table_at_once
from services.directory.national.referent_previews import referents_preview
from services.directory.national.rows import Context, Told, read_rows
from services.directory.queries.communes import list_inhabited
from services.directory.usecases import import_mappings
from services.directory.usecases.bulk import Stored, stored_structures, write_structures
from services.directory.usecases.chosen_records import CHOSEN, read_chosen
from services.directory.usecases.import_referents import plan_referents, write_referents
from services.directory.usecases.import_rows import keep_rows, kept_rows
from services.directory.usecases.imported_hours import follow_hours
from services.directory.usecases.located import keep_located
from services.directory.usecases.merged_rows import leave_merged
from shared.actor import Actor
from shared.collector import paused
from shared.ids import new_id
from shared.messaging.tasks import TaskName
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage

FIND_DUPLICATES = TaskName("find_duplicates")
AT_ONCE = 2000
"""Lines that are read or written while somebody waits for the page; more of them, in the background."""


def read_upload(stream: IO[bytes]) -> bytes:
    """Raises UnreadableFile as soon as the file is larger than an import may be."""
    return _or_unreadable(lambda: read_limited(stream))


@paused()
def preview_import(
    uow: UnitOfWork, actor: Actor, storage: "Storage", *, file_name: str, data: bytes
) -> StructureImport:
    """Keeps the file and what it would do; changes nothing in the directory. Raises UnreadableFile.

    The state says what comes next: ``previewed``; ``to_map`` for a table in another shape than the national schema;
    ``reading`` when the caller is to have the preview made in the background.
    """
    source = _or_unreadable(lambda: read_file(data))
    table = _or_unreadable(lambda: table_at_once(source))
    key = f"{uow.tenant_id}/imports/{new_id()}.{extension_of(data)}"
    known = StructureImport(
        file_name=file_name[-200:] or "structures.csv",
        file_key=key,
        state=READING,
        lines_count=len(source.lines) + len(source.broken),
        account_id=actor.account_id,
        account_label=actor.label,
        created_at=uow.now,
    )
    if table is None:
        table = _through_mapping(uow, known, source)
    storage.put(key, data, "application/octet-stream")
    uow.session.add(known)
    uow.session.flush()
    if table is not None and known.lines_count <= AT_ONCE:
        show(uow, storage, known, table)
    return known


def _through_mapping(uow: UnitOfWork, known: StructureImport, source: SourceTable) -> Table | None:
    """Lines that were refused and come back are read as the first time; of another table, somebody is to be asked."""
    known.headings_digest = import_mappings.headings_digest(source.headings)
    confirmed = import_mappings.confirmed_mapping(uow, source) if source.came_back else None
    if confirmed is not None:
        known.mapping = confirmed.dump()
        return mapped_table(source, confirmed)
    mapping, known.mapping_label = _or_unreadable(lambda: import_mappings.mapping_for(uow, source))
    known.state, known.mapping = TO_MAP, mapping.dump()
    return None


@paused()
def map_import(
    uow: UnitOfWork,
    actor: Actor,
    storage: "Storage",
    *,
    import_id: UUID,
    mapping: TableMapping,
    label: str = "",
) -> StructureImport:
    """Reads the table through the mapping, which is saved for the network when it has a label.

    Raises MappingIncomplete when nothing fills a required column.
    """
    known = uow.get(StructureImport, import_id, lock=True)
    source = source_of(storage, known)
    import_mappings.check(source, mapping)
    known.begin_reading()
    known.mapping, known.mapping_label = mapping.dump(), label
    if label:
        import_mappings.save_mapping(uow, source, label=label, mapping=mapping)
    if known.lines_count <= AT_ONCE:
        show(uow, storage, known, mapped_table(source, mapping))
    return known


def choose_columns(
    uow: UnitOfWork, actor: Actor, storage: "Storage", *, import_id: UUID, mapping: TableMapping
) -> StructureImport:
    """First half of a mapping, kept while the values are put in correspondence. Raises MappingIncomplete."""
    known = uow.get(StructureImport, import_id, lock=True)
    import_mappings.check(source_of(storage, known), mapping)
    known.begin_reading()
    known.state, known.mapping = TO_MAP, mapping.dump()
    return known


@paused()
def read_import(uow: UnitOfWork, storage: "Storage", *, import_id: UUID, told: Told) -> None:
    """The preview of a long file, in the background. Reading it twice shows it once."""
    known = uow.get(StructureImport, import_id)
    if known.state != READING:
        return
    try:
        table = table_of(storage, known)
        rows, refused = read_lines(uow, storage, known, table, told)
        plan, people = _plan(uow, known, rows, refused)
    except UnreadableFile as refused:
        uow.session.refresh(known, with_for_update=True)
        known.fail(" ".join(refused.fields["file"]))
        return
    uow.session.refresh(known, with_for_update=True)
    if known.state == READING:
        if known.completion is None:  # what a record says afterwards follows from what it says then
            keep_rows(storage, known, rows)
        _keep(known, table, plan, people)


def start_applying(uow: UnitOfWork, actor: Actor, storage: "Storage", *, import_id: UUID) -> StructureImport:
    """Applies a short file; a long one is ``applying`` until the background has done it."""
    known = uow.get(StructureImport, import_id, lock=True)
    if known.is_applied or known.state == APPLYING:
        return known
    if known.applicable_count <= AT_ONCE:
        return apply_import(uow, actor, storage, import_id=import_id)
    known.begin_applying()
    return known


@paused()
def apply_import(uow: UnitOfWork, actor: Actor, storage: "Storage", *, import_id: UUID) -> StructureImport:
    """Writes every acceptable line, or nothing. Applying twice is applying once.

    Raises PreviewOutdated when the directory has changed since: what is applied is what was seen.
    """
    known = uow.get(StructureImport, import_id, lock=True)
    if known.is_applied:
        return known
    known.mark_applied(uow.now)
    rows = kept_rows(storage, known) or read_lines(uow, storage, known, table_of(storage, known))[0]
    stored = stored_structures(uow, [row.external_id for row in rows], lock=True)
    plan = plan_import(stored, _guarded(uow, known, rows, stored))
    if not plan.applicable:
        raise NothingToApply
    people = plan_referents(uow, plan, stored, lock=True)
    if digest_with(digest_of(plan), people) != known.digest:
        raise PreviewOutdated if known.completion is None else ChoiceOutdated
    known.before = _written(uow, plan, people, stored)
    if plan.created:
        uow.enqueue(FIND_DUPLICATES, tenant_id=str(uow.tenant_id))
    others = update(StructureImport).where(StructureImport.id != known.id, StructureImport.before.is_not(None))
    uow.session.execute(others.values(before=None))
    return known


def _written(uow: UnitOfWork, plan: Plan, people: ReferentPlan, stored: Stored) -> dict[str, Any]:
    before = write_structures(uow, plan, stored)
    if not (people.created or people.completed):
        return before
    ids = {external_id: row["id"] for external_id, row in stored.items()}
    new = zip(plan.created, before["created"], strict=True)
    ids |= {row.external_id: UUID(row_id) for row, (row_id, _) in new}
    return {**before, "referents": write_referents(uow, people, ids)}


def fail_applying(uow: UnitOfWork, *, import_id: UUID, sentence: str) -> None:
    """The background could not apply: the preview is shown again with the reason."""
    known = uow.get(StructureImport, import_id, lock=True)
    if known.state == APPLYING:
        known.fail(sentence, PREVIEWED)


def abandon_import(uow: UnitOfWork, actor: Actor, *, import_id: UUID) -> StructureImport:
    known = uow.get(StructureImport, import_id, lock=True)
    known.abandon()
    return known


def source_of(storage: "Storage", known: StructureImport) -> SourceTable:
    """Raises ImportFileErased a month later."""
    if not known.file_key:
        raise ImportFileErased
    return _or_unreadable(lambda: read_file(storage.get(known.file_key)))


def table_of(storage: "Storage", known: StructureImport) -> Table:
    if known.completion is not None:
        return CHOSEN
    source = source_of(storage, known)
    if known.mapping is not None:
        return mapped_table(source, TableMapping.load(known.mapping))
    table = _or_unreadable(lambda: table_at_once(source))
    if table is None:
        raise UnreadableFile("Ce fichier ne se lit plus comme à l’aperçu. Envoyez-le de nouveau.")
    return table


def show(uow: UnitOfWork, storage: "Storage", known: StructureImport, table: Table) -> None:
    """The preview, made at once."""
    _keep(known, table, *_plan(uow, known, *read_lines(uow, storage, known, table)))
    uow.session.flush()


def _keep(known: StructureImport, table: Table, plan: Plan, people: ReferentPlan) -> None:
    preview = {**preview_of(table, plan), **referents_preview(people)}
    known.show_preview(preview, digest_with(digest_of(plan), people), plan.counts)


def _plan(
    uow: UnitOfWork, known: StructureImport, rows: list[Row], refused: list[Refusal]
) -> tuple[Plan, ReferentPlan]:
    stored = stored_structures(uow, [row.external_id for row in rows])
    plan = plan_import(stored, _guarded(uow, known, rows, stored), refused)
    return plan, plan_referents(uow, plan, stored)


def read_lines(
    uow: UnitOfWork, storage: "Storage", known: StructureImport, table: Table, told: Told | None = None
) -> tuple[list[Row], list[Refusal]]:
    if known.completion is not None:
        chosen = read_chosen(uow, storage, known, told)
        return chosen.rows, chosen.refused
    # a structure that was archived comes back with the file
    reading = read_rows(table, Context(uow.network.department, uow.today), told, always={"status": ACTIVE})
    return reading.rows, reading.refused


def _guarded(uow: UnitOfWork, known: StructureImport, rows: list[Row], stored: Stored) -> list[Row]:
    """A placeholder, or a SIRET that a spreadsheet has rounded, does not take the place of a good one."""
    if known.completion is None:
        rows = Communes(list_inhabited(uow)).looked_at(rows, stored)
    rows = leave_merged(uow, follow_hours(uow, keep_located(uow, rows, stored), stored), stored)
    rows = [_keep_pivot(row, stored[row.external_id]["pivot"]) if row.external_id in stored else row for row in rows]
    day = TableMapping.load(known.mapping or {}).defaults.get("date_maj")
    return without_new_days(rows, stored, date.fromisoformat(day)) if day else rows


def _keep_pivot(row: Row, kept: str) -> Row:
    given = row.values.get("pivot")
    if given is None or given == kept or sirets.is_good(str(given)) or not sirets.is_good(kept):
        return row
    sentence = f"Ligne {row.line}, pivot : « {given} » ne remplace pas « {kept} », que l’annuaire connaît déjà."
    values = {name: value for name, value in row.values.items() if name != "pivot"}
    return replace(row, values=values, remarks=[*row.remarks, Remark(row.line, "pivot", sentence)])


def _or_unreadable(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except FileRefused as refused:
        raise UnreadableFile(refused.sentence) from refused
