"""What the clock does in one network after the other. One that fails does not hold up those that come after it."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select

from shared.database import Database
from shared.logging import get_logger
from shared.unit_of_work import UnitOfWork

log = get_logger(__name__)


def networks_in(database: Database, *statuses: str) -> list[UUID]:
    """Of the whole installation. ``statuses``: see ``network_status``."""
    table = database.plumbing.network
    query = select(table.c.id).where(table.c.status.in_(statuses)).order_by(table.c.id)
    with database.unit_of_work(None, read_only=True) as uow:
        return list(uow.session.execute(query).scalars())


def in_each(networks: Iterable[UUID], work: Callable[[UUID], object]) -> None:
    """``work`` opens its own units of work. Where it fails it is logged, and asked again at the next turn."""
    for network_id in networks:
        try:
            work(network_id)
        except Exception:
            log.exception("failed_in_network", tenant=str(network_id))


def transact_in_each(database: Database, networks: Iterable[UUID], work: Callable[[UnitOfWork], object]) -> None:
    """:func:`in_each` of work that is one transaction."""

    def transact(network_id: UUID) -> None:
        with database.unit_of_work(network_id) as uow:
            work(uow)

    in_each(networks, transact)
