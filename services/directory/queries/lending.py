"""Looking at what structures lend."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from services.directory.domain.lending import LENT
from services.directory.models.lending_stock import LendingStock
from services.directory.models.structure import Structure
from shared.unit_of_work import UnitOfWork


def find_stock(uow: UnitOfWork, structure_id: UUID) -> LendingStock | None:
    return uow.session.get(LendingStock, (uow.tenant_id, structure_id))


def list_lent_kinds(uow: UnitOfWork) -> list[str]:
    """Those that some structure lends, in their usual order."""
    found = set(uow.session.scalars(select(func.jsonb_object_keys(LendingStock.stock)).distinct()))
    return [kind for kind in LENT if kind in found]


def lends(kind: str) -> ColumnElement[bool]:
    """Of a structure, for a query: whether it has such things, there or lent."""
    return Structure.id.in_(select(LendingStock.id).where(LendingStock.stock.has_key(kind)))
