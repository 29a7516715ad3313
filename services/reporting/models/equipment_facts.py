"""What happened to equipment, SIM cards, recharges and money."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class PurchaseFact(TenantOwned, Base):
    __tablename__ = "purchase_fact"

    version: Mapped[int]
    label: Mapped[str]
    funder: Mapped[str]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    purchased_on: Mapped[date]


class ItemState(TenantOwned, Base):
    """One version of an item. All are kept: the stock of a past day is that of the versions of before."""

    __tablename__ = "item_state"
    __table_args__ = (UniqueConstraint("tenant_id", "item_id", "version"),)

    item_id: Mapped[UUID]
    version: Mapped[int]
    kind: Mapped[str]
    status: Mapped[str]
    purchase_id: Mapped[UUID | None]
    since: Mapped[date]


class LoanFact(TenantOwned, Base):
    """``lent_on`` is null while only the end has been heard of; ``version`` is that of the last end or reopening."""

    __tablename__ = "loan_fact"

    version: Mapped[int] = mapped_column(default=1)
    lent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")


class SimFact(TenantOwned, Base):
    """A reception of SIM cards (positive), or one card given (−1)."""

    __tablename__ = "sim_fact"

    quantity: Mapped[int]
    moved_on: Mapped[date]


class CreditFact(TenantOwned, Base):
    """An entry of the recharge ledger."""

    __tablename__ = "credit_fact"

    kind: Mapped[str]
    quantity: Mapped[int]
    reversed_kind: Mapped[str]
    moved_on: Mapped[date]
