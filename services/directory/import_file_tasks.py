"""The files of imports that have served, or that may name somebody who was erased: they go, one by one."""

from uuid import UUID

from services.directory.actors import tasks
from services.directory.queries.imports import list_old_files
from services.directory.runtime import database, runtime
from services.directory.usecases.import_files import erase_file
from shared.logging import get_logger

log = get_logger(__name__)


@tasks.actor(max_retries=3)
def erase_import_files(tenant_id: str) -> None:
    erase_files_of(UUID(tenant_id))


def erase_files_of(network_id: UUID) -> None:
    """One that cannot be erased is logged, shown as left over, and tried again the next day; the others go."""
    with database.unit_of_work(network_id, read_only=True) as uow:
        old = list_old_files(uow)
    for import_id in old:
        try:
            with database.unit_of_work(network_id) as uow:
                erase_file(uow, runtime.storage, import_id=import_id)
        except Exception:
            log.exception("import_file_kept", tenant=str(network_id), import_id=str(import_id))
