"""Looking at recharges."""

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from services.sessions.domain.ledger import Account
from services.sessions.models.credit import LOW_STOCK, CreditEntry, CreditRules, CreditStock
from shared.unit_of_work import UnitOfWork


def list_stocks(uow: UnitOfWork) -> list[CreditStock]:
    """Those with something left first."""
    statement = select(CreditStock).order_by(CreditStock.balance == 0, CreditStock.product, CreditStock.funder)
    return list(uow.session.scalars(statement))


def low_stock_of(uow: UnitOfWork) -> int:
    """The number of recharges from which the network orders."""
    chosen = uow.session.scalar(select(CreditRules.low_stock))
    return LOW_STOCK if chosen is None else chosen


def list_low_stocks(uow: UnitOfWork) -> list[CreditStock]:
    statement = select(CreditStock).where(CreditStock.balance <= low_stock_of(uow))
    return list(uow.session.scalars(statement.order_by(CreditStock.balance, CreditStock.product)))


def get_stock(uow: UnitOfWork, stock_id: UUID) -> CreditStock:
    """Raises NotFound."""
    return uow.get(CreditStock, stock_id)


def get_entry(uow: UnitOfWork, entry_id: UUID) -> CreditEntry:
    """Raises NotFound."""
    return uow.get(CreditEntry, entry_id)


JOURNAL_ORDER = (CreditEntry.entry_no,)
"""Read newest first."""


def entries(*, stock_id: UUID | None = None) -> Select[CreditEntry]:
    """In no order."""
    statement = select(CreditEntry).options(joinedload(CreditEntry.stock), joinedload(CreditEntry.person))
    return statement if stock_id is None else statement.where(CreditEntry.stock_id == stock_id)


def list_reversed(uow: UnitOfWork, entry_ids: list[UUID]) -> set[UUID]:
    """Those of these entries that another one has undone."""
    statement = select(CreditEntry.reverses_id).where(CreditEntry.reverses_id.in_(entry_ids))
    return {entry_id for entry_id in uow.session.scalars(statement) if entry_id is not None}


def balances(uow: UnitOfWork) -> dict[Account, int]:
    """Balance of every account over all stocks; together they make zero."""
    totals = dict.fromkeys(Account, 0)
    for side, sign in ((CreditEntry.debit, 1), (CreditEntry.credit, -1)):
        rows = uow.session.execute(select(side, func.sum(CreditEntry.quantity)).group_by(side))
        for account, quantity in rows:
            totals[Account(account)] += sign * int(quantity)
    return totals


def count_given_to(uow: UnitOfWork, person_id: UUID) -> int:
    """Recharges that the person holds: given, minus given by mistake."""
    debit = func.sum(CreditEntry.quantity).filter(CreditEntry.debit == Account.GIVEN)
    credit = func.sum(CreditEntry.quantity).filter(CreditEntry.credit == Account.GIVEN)
    statement = select(func.coalesce(debit, 0) - func.coalesce(credit, 0)).where(CreditEntry.person_id == person_id)
    return int(uow.session.scalar(statement) or 0)
