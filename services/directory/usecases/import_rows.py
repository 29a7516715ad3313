"""Rows of a long file between its preview and its application, in the object storage beside the file."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from services.directory.domain.import_plan import Row
from services.directory.models.structure_import import StructureImport
from services.directory.national.kept_rows import dump_rows, load_rows
from shared.storage import DERIVED, ObjectDamaged, ObjectMissing, StorageUnavailable

if TYPE_CHECKING:
    from shared.storage import Storage


def keep_rows(storage: "Storage", known: StructureImport, rows: Sequence[Row]) -> None:
    """A storage that is away slows the application, no more: the file is read again then."""
    with suppress(StorageUnavailable):
        storage.put(_key(known), dump_rows(rows), "application/json")


def kept_rows(storage: "Storage", known: StructureImport) -> list[Row] | None:
    """None when nothing is kept: a short file, one that was previewed by an older version."""
    with suppress(ObjectMissing, ObjectDamaged, StorageUnavailable):
        return load_rows(storage.get(_key(known)))
    return None


def forget_rows(storage: "Storage", known: StructureImport) -> None:
    storage.delete(_key(known))


def _key(known: StructureImport) -> str:
    return f"{known.tenant_id}/{DERIVED}/imports/{known.id}.json"
