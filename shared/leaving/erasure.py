"""Erasing what a service keeps of a network that is closed: buried first, then emptied table after table.

Each batch is a transaction of its own and counts what it erases; run again after a kill, it goes on where it was.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table, select, text

from shared.database import Database
from shared.leaving.tables import tables_of_networks
from shared.storage import Storage
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

AT_ONCE = 5_000
"""Rows of a batch."""


@dataclass(frozen=True)
class Erased:
    counts: dict[str, int]
    """Table → rows erased, over all attempts."""
    objects: int


def is_alive(uow: UnitOfWork, network_id: UUID) -> bool:
    """False for a network that was erased here. The answer holds until the end of the transaction."""
    return uow.session.connection().execute(text("SELECT network_is_alive(:id)"), {"id": network_id}).scalar_one()


def bury(uow: UnitOfWork, network_id: UUID) -> None:
    """From this transaction on nothing more is heard of it. Raises DBAPIError when it is not known as closed."""
    uow.session.connection().execute(text("SELECT bury_network(:id, :at)"), {"id": network_id, "at": uow.now})


def erase(database: Database, storage: Storage | None, network_id: UUID) -> Erased:
    """``storage``: of the one service that erases the network's files, and counts them."""
    for table in reversed(tables_of_networks(database.metadata)):
        _erase_table(database, table, network_id)
    objects = _erase_files(storage, network_id) if storage else 0
    with database.unit_of_work(PLATFORM) as uow:
        values = {"id": network_id, "objects": objects, "at": uow.now}
        uow.session.connection().execute(text("SELECT finish_erasure(:id, :objects, :at)"), values)
        grave = database.plumbing.erased_network
        row = uow.session.connection().execute(select(grave).where(grave.c.id == network_id)).one()
        return Erased(row.erased_rows, row.erased_objects)


def _erase_files(storage: Storage, network_id: UUID) -> int:
    keys = storage.keys(str(network_id))
    for key in keys:
        storage.delete(key)
    return len(keys)


def _erase_table(database: Database, table: Table, network_id: UUID) -> None:
    """All at once where rows refer to rows of the same table: the order would matter between batches."""
    is_linked = any(key.column.table is table for key in table.foreign_keys)
    values = {"relation": table.name, "at_most": None if is_linked else AT_ONCE}
    statement = text("SELECT erase_rows(CAST(:relation AS regclass), :at_most)")
    while True:
        with database.unit_of_work(network_id) as uow:
            erased = uow.session.connection().execute(statement, values).scalar_one()
        if is_linked or erased < AT_ONCE:
            return
