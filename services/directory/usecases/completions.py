"""« Compléter plusieurs fiches »: an import that the network makes of its own records, previewed, applied and taken
back like any other."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.directory.completion_errors import NoRecordChosen, TooManyRecords
from services.directory.domain.completion import Completion
from services.directory.files.source_table import MAX_LINES
from services.directory.models.structure_import import READING, StructureImport
from services.directory.usecases.chosen_records import CHOSEN, keep_ids
from services.directory.usecases.imports import AT_ONCE, show
from shared.actor import Actor
from shared.collector import paused
from shared.errors import Invalid
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage


@paused()
def preview_completion(
    uow: UnitOfWork,
    actor: Actor,
    storage: "Storage",
    *,
    completion: Completion,
    structure_ids: Sequence[UUID],
    asked: Mapping[str, Any] | None = None,
) -> StructureImport:
    """Keeps the choice and what it would do; changes nothing in the directory. ``asked``: what leads back to the page
    on which it was made.

    ``reading`` when there are many records: the caller is to have the preview made in the background.

    Raises NoRecordChosen, TooManyRecords, and Invalid for values that the field does not have.
    """
    ids = list(dict.fromkeys(structure_ids))
    _check(completion, ids)
    known = StructureImport(
        file_name=completion.in_words[:200],
        file_key=f"{uow.tenant_id}/imports/{new_id()}.json",
        completion={**completion.dump(), "asked": dict(asked or {})},
        state=READING,
        lines_count=len(ids),
        account_id=actor.account_id,
        account_label=actor.label,
        created_at=uow.now,
    )
    keep_ids(storage, known, ids)
    uow.session.add(known)
    uow.session.flush()
    if len(ids) <= AT_ONCE:
        show(uow, storage, known, CHOSEN)
    return known


def _check(completion: Completion, ids: Sequence[UUID]) -> None:
    if faults := completion.faults():
        raise Invalid(faults)
    if not ids:
        raise NoRecordChosen
    if len(ids) > MAX_LINES:
        raise TooManyRecords
