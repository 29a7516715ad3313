"""Records chosen in the directory, read as the lines of a file that says one thing of each."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.completion import Completion
from services.directory.domain.import_plan import Refusal, Row
from services.directory.errors import ImportFileErased
from services.directory.files.source_table import SourceTable
from services.directory.models.structure import ACTIVE
from services.directory.models.structure_import import StructureImport
from services.directory.national.national_table import Line, Table
from services.directory.national.rows import Reading, Told
from services.directory.usecases.bulk import TABLE
from shared.among import among
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage

NO_LINE = 0
"""A chosen record stands on no line."""
_TELL_EVERY = 1000
_GONE = "Cette structure n’est pas, ou plus, dans l’annuaire."
_MERGED = "Cette fiche a été réunie avec une autre : complétez celle qui reste."
_ARCHIVED = "Cette fiche est archivée : remettez-la d’abord dans l’annuaire."


class ChosenRecords(Table):
    """Stands for the table of a file: a record that is chosen lacks no column."""

    @property
    def absent(self) -> list[str]:
        return []


def _no_line(number: int, cells: Sequence[str]) -> Line:
    return Line(number, {})


CHOSEN = ChosenRecords(SourceTable((), ()), ("id", "nom", "commune"), (), _no_line)


def keep_ids(storage: "Storage", known: StructureImport, ids: Sequence[UUID]) -> None:
    storage.put(known.file_key, json.dumps([str(one) for one in ids]).encode(), "application/json")


def read_chosen(uow: UnitOfWork, storage: "Storage", known: StructureImport, told: Told | None = None) -> Reading:
    """What each record says once it is completed; those that are out of the directory are refused, with the reason.

    Raises ImportFileErased a month later.
    """
    if not known.file_key:
        raise ImportFileErased
    assert known.completion is not None
    completion, ids = Completion.load(known.completion), json.loads(storage.get(known.file_key))
    stored = _stored(uow, completion.attribute, ids)
    reading = Reading([], [])
    for count, one in enumerate(ids, start=1):
        record = stored.get(one)
        if reason := _refused(record):
            reading.refused.append(Refusal(NO_LINE, _cells(one, record), [reason]))
        elif record is not None:
            reading.rows.append(_row(record, completion))
        if told and count % _TELL_EVERY == 0:
            told(count)
    return reading


def _stored(uow: UnitOfWork, attribute: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    names = ("id", "external_id", "label", "commune", "status", "merged_into_id", attribute)
    query = select(*(TABLE.c[name] for name in names)).where(TABLE.c.tenant_id == uow.tenant_id)
    query = query.where(among(TABLE.c.id, [UUID(one) for one in ids]))
    return {str(row["id"]): dict(row) for row in uow.session.connection().execute(query).mappings()}


def _refused(record: Mapping[str, Any] | None) -> str:
    if record is None:
        return _GONE
    if record["merged_into_id"] is not None:
        return _MERGED
    return "" if record["status"] == ACTIVE else _ARCHIVED


def _cells(one: str, record: Mapping[str, Any] | None) -> dict[str, str]:
    if record is None:
        return {"id": one}
    return {"id": record["external_id"], "nom": record["label"], "commune": record["commune"]}


def _row(record: Mapping[str, Any], completion: Completion) -> Row:
    """Name and commune are what the preview calls the record by."""
    old = record[completion.attribute]
    new = completion.completed(tuple(old) if isinstance(old, list) else old)
    named = {name: record[name] for name in ("label", "commune")}
    return Row(NO_LINE, record["external_id"], {**named, completion.attribute: new})
