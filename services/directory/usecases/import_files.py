"""The files of imports, once they have served."""

from typing import TYPE_CHECKING
from uuid import UUID

from services.directory.models.personal import PERSONAL
from services.directory.models.structure_import import StructureImport
from services.directory.queries.imports import list_old_files
from services.directory.usecases.import_rows import forget_rows
from services.directory.usecases.retention import IMPORT_FILES, tell
from shared.retention import look_after
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage


def erase_file(uow: UnitOfWork, storage: "Storage", *, import_id: UUID) -> None:
    """The file, then its name here: if the rest fails, it is looked for once more. Twice is once."""
    known = uow.get(StructureImport, import_id, lock=True)
    if import_id not in list_old_files(uow):
        return
    storage.delete(known.file_key)
    forget_rows(storage, known)
    known.forget_file()
    uow.session.flush()
    tell(uow, look_after(uow, PERSONAL, {IMPORT_FILES: 1}))
