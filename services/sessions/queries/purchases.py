"""Looking at purchases and gifts."""

from uuid import UUID

from sqlalchemy import Select, func, select

from services.sessions.models.item import Item
from services.sessions.models.purchase import Purchase
from shared.unit_of_work import UnitOfWork

ORDER = (Purchase.purchased_on, Purchase.id)
"""Read newest first."""


def purchases() -> Select[Purchase]:
    """In no order."""
    return select(Purchase)


def list_purchases(uow: UnitOfWork) -> list[Purchase]:
    """For a choice in a form: the newest."""
    newest = purchases().order_by(Purchase.purchased_on.desc(), Purchase.id.desc())
    return list(uow.session.scalars(newest.limit(200)))


def get_purchase(uow: UnitOfWork, purchase_id: UUID) -> Purchase:
    """Raises NotFound."""
    return uow.get(Purchase, purchase_id)


def count_items(uow: UnitOfWork, purchase_ids: list[UUID]) -> dict[UUID, int]:
    statement = select(Item.purchase_id, func.count()).where(Item.purchase_id.in_(purchase_ids))
    rows = uow.session.execute(statement.group_by(Item.purchase_id)).all()
    return {purchase_id: count for purchase_id, count in rows if purchase_id is not None}


def total_cents(uow: UnitOfWork) -> int:
    return int(uow.session.scalar(select(func.coalesce(func.sum(Purchase.amount_cents), 0))) or 0)


def list_funders(uow: UnitOfWork) -> list[str]:
    """Names already typed, proposed again so that one funder is not written in three ways."""
    return list(uow.session.scalars(select(Purchase.funder).distinct().order_by(Purchase.funder)))
