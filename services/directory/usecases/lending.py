"""The directory's copy of what each structure lends."""

from sqlalchemy.dialects.postgresql import insert

from services.directory.models.lending_stock import LendingStock
from shared.events.sessions import LendingStockSaved
from shared.unit_of_work import UnitOfWork


def copy_stock(uow: UnitOfWork, event: LendingStockSaved) -> None:
    """Keeps the highest version: events come in any order."""
    values = {"version": event.version, "stock": event.stock, "available": event.available}
    statement = insert(LendingStock).values(tenant_id=uow.tenant_id, id=event.structure_id, **values)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"], set_=values, where=LendingStock.version < event.version
    )
    uow.session.execute(newer)
