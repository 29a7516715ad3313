"""The last import, taken back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.directory.errors import ImportOvertaken, NotTheLastImport
from services.directory.models.structure import ARCHIVED
from services.directory.models.structure_import import APPLIED, UNDOING, StructureImport
from services.directory.usecases.bulk import Rewritten, changed_row, lock_structures, rewrite_structures, value_of
from services.directory.usecases.import_referents import undo_referents
from services.directory.usecases.imports import AT_ONCE
from services.directory.usecases.located import COORDINATES, placed_last
from shared.actor import Actor
from shared.collector import paused
from shared.unit_of_work import UnitOfWork


def start_undoing(uow: UnitOfWork, actor: Actor, *, import_id: UUID) -> StructureImport:
    """Takes a short import back; a long one is ``undoing`` until the background has done it.

    Raises NotTheLastImport, and ImportOvertaken for a short one.
    """
    known = uow.get(StructureImport, import_id, lock=True)
    if known.state == UNDOING:
        return known
    if known.created_count + known.changed_count <= AT_ONCE:
        return undo_import(uow, actor, import_id=import_id)
    if not known.is_applied or known.before is None:
        raise NotTheLastImport
    known.begin_undoing()
    return known


def fail_undoing(uow: UnitOfWork, *, import_id: UUID, sentence: str) -> None:
    """The background could not take it back: it is applied as before, and says why."""
    known = uow.get(StructureImport, import_id, lock=True)
    if known.state == UNDOING:
        known.fail(sentence, APPLIED)


@paused()
def undo_import(uow: UnitOfWork, actor: Actor, *, import_id: UUID) -> StructureImport:
    """What the import changed gets its earlier values, what it created is archived, and whom it named is gone.

    All of it, or nothing.

    Raises NotTheLastImport, or ImportOvertaken when somebody has changed one of the records since.
    """
    known = uow.get(StructureImport, import_id, lock=True)
    before = known.before
    if before is None or not (known.is_applied or known.state == UNDOING):
        raise NotTheLastImport
    written = {row_id: (version, {}) for row_id, version in before["created"]}
    written |= {row_id: (version, values) for row_id, version, values in before["changed"]}
    rows = list(lock_structures(uow, list(written)))
    placed = placed_last(uow)
    _refuse_overtaken(rows, written, placed)
    created = {row_id for row_id, _ in before["created"]}
    undo_referents(uow, before.get("referents", {}))
    rewrite_structures(uow, [_earlier(uow, row, created, written, placed) for row in rows])
    known.mark_undone(uow.now)
    return known


def _earlier(
    uow: UnitOfWork,
    row: Mapping[str, Any],
    created: set[str],
    written: Mapping[str, tuple[int, dict[str, Any]]],
    placed: set[UUID],
) -> Rewritten:
    if str(row["id"]) in created:
        return changed_row(uow, row, {"status": ARCHIVED})
    version, values = written[str(row["id"])]
    found_since = row["id"] in placed and row["version"] != version
    # the place belongs to the address that goes away; the earlier one is looked for again
    nowhere = dict.fromkeys(COORDINATES) if found_since else {}
    return changed_row(uow, row, nowhere | {name: value_of(name, value) for name, value in values.items()})


def _refuse_overtaken(
    rows: Sequence[Mapping[str, Any]], written: Mapping[str, tuple[int, Any]], placed: set[UUID]
) -> None:
    later = [
        row["label"]
        for row in rows
        if row["version"] - written[str(row["id"])][0] not in ((0, 1) if row["id"] in placed else (0,))
    ]
    gone = len(written) - len(rows)
    if not later and not gone:
        return
    names = ", ".join(f"« {label} »" for label in later[:3]) + ("…" if len(later) > 3 else "")
    count = len(later) + gone
    who = "une fiche a été modifiée" if count == 1 else f"{count} fiches ont été modifiées"
    raise ImportOvertaken(who=who, names=names or "fiche supprimée")
