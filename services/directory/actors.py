"""Slow work: long files, read and applied; duplicates looked for; the reference of communes; files erased."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import update

from services.directory.gateways import communes_of_france
from services.directory.models.structure_import import APPLYING, READING, UNDOING, StructureImport
from services.directory.queries import imports as queries
from services.directory.queries.communes import edition_of
from services.directory.runtime import database, runtime
from services.directory.usecases import communes, import_undo, imports
from services.directory.usecases.merging import search_duplicates
from shared.actor import SYSTEM, Actor
from shared.errors import DomainError
from shared.messaging.tasks import Tasks
from shared.unit_of_work import UnitOfWork

tasks = Tasks("directory")


@tasks.actor(max_retries=3)
def read_import(tenant_id: str, import_id: str) -> None:
    """Makes the preview of a long file, and says how far it is while it does."""

    def told(lines: int) -> None:
        with database.unit_of_work(UUID(tenant_id)) as uow:
            here = (StructureImport.id == UUID(import_id), StructureImport.state == READING)
            uow.session.execute(update(StructureImport).where(*here).values(lines_read=lines))

    with database.unit_of_work(UUID(tenant_id)) as uow:
        imports.read_import(uow, runtime.storage, import_id=UUID(import_id), told=told)


@tasks.actor(max_retries=3)
def apply_import(tenant_id: str, import_id: str, account_id: str = "", label: str = SYSTEM.label) -> None:
    """Applies a long file, in the name of who asked for it. A refusal leads back to the preview, with its sentence."""
    what, actor = UUID(import_id), _actor(account_id, label)

    def apply(uow: UnitOfWork) -> None:
        imports.apply_import(uow, actor, runtime.storage, import_id=what)

    _write(UUID(tenant_id), what, actor, apply, imports.fail_applying)


@tasks.actor(max_retries=3)
def undo_import(tenant_id: str, import_id: str, account_id: str = "", label: str = SYSTEM.label) -> None:
    """Takes a long import back, in the name of who asked for it. A refusal leads back to it, with its sentence."""
    what, actor = UUID(import_id), _actor(account_id, label)

    def undo(uow: UnitOfWork) -> None:
        if queries.get_import(uow, what).state == UNDOING:
            import_undo.undo_import(uow, actor, import_id=what)

    _write(UUID(tenant_id), what, actor, undo, import_undo.fail_undoing)


def _actor(account_id: str, label: str) -> Actor:
    return Actor(UUID(account_id) if account_id else None, label)


def _write(
    network: UUID, import_id: UUID, actor: Actor, do: Callable[[UnitOfWork], None], fail: Callable[..., None]
) -> None:
    """``do``, as ``actor``; when it is refused ``fail`` keeps the sentence."""
    try:
        with database.unit_of_work(network) as uow:
            uow.act_as(actor)
            do(uow)
    except DomainError as refused:
        with database.unit_of_work(network) as uow:
            fail(uow, import_id=import_id, sentence=refused.sentence)


def follow_up(uow: UnitOfWork, known: StructureImport) -> StructureImport:
    """Has the background do what the state of the import announces."""
    what = {"tenant_id": str(uow.tenant_id), "import_id": str(known.id)}
    if known.state == READING:
        uow.enqueue(read_import, **what)
    if known.state in (APPLYING, UNDOING):
        task, who = apply_import if known.state == APPLYING else undo_import, uow.acting
        uow.enqueue(task, **what, account_id=str(who.account_id or ""), label=who.label)
    return known


@tasks.actor()
def find_duplicates(tenant_id: str) -> None:
    """Seconds for 20,000 structures; twice gives the same pairs."""
    with database.unit_of_work(UUID(tenant_id)) as uow:
        search_duplicates(uow)


@tasks.actor(max_retries=3)
def load_communes(department: str) -> None:
    """A second or two of reading, during which no transaction is open; twice loads the same."""
    edition = communes_of_france.edition()
    with database.unit_of_work(None, read_only=True) as uow:
        if edition_of(uow, department) == edition:
            return
    found = communes_of_france.read_communes(department)
    with database.unit_of_work(None) as uow:
        communes.load_communes(uow, department=department, edition=edition, communes=found)


@tasks.actor(max_retries=10)
def erase_resource_file(tenant_id: str, key: str) -> None:
    """Nothing of the network names the file any more."""
    runtime.storage.delete(key)
