"""The network's own threshold for recharges: a copy of what the directory says."""

from sqlalchemy.dialects.postgresql import insert

from services.sessions.models.credit import CreditRules
from shared.events.directory import NetworkSaved
from shared.unit_of_work import UnitOfWork


def copy_rules(uow: UnitOfWork, event: NetworkSaved) -> None:
    """The highest version wins, so order and repetition do not matter."""
    values = {"tenant_id": uow.tenant_id, "id": event.network_id}
    statement = insert(CreditRules).values(**values, version=event.version, low_stock=event.low_stock)
    newest = {"version": statement.excluded.version, "low_stock": statement.excluded.low_stock}
    known = CreditRules.version < statement.excluded.version
    uow.session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=newest, where=known))
