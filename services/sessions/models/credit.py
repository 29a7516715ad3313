"""Recharges: stocks and the journal of what moved."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.sessions.domain.ledger import Account, Kind, Posting
from services.sessions.errors import CreditShort
from services.sessions.models.base import Base
from services.sessions.models.person import Person
from shared.tenancy import TenantOwned, tenant_foreign_key

LOW_STOCK = 5
"""From this number of recharges down, the home page says that it is time to order, unless the network chose another."""


class CreditRules(TenantOwned, Base):
    """What the network chose in its settings: a copy fed by the directory; one row a network, ``id = tenant_id``."""

    __tablename__ = "credit_rules"

    version: Mapped[int]
    low_stock: Mapped[int]


class CreditStock(TenantOwned, Base):
    """Recharges of one product paid by one funder. Its row is the lock of everything that moves them.

    ``balance`` follows from the entries; it is kept so that the database itself can refuse to go below zero.
    """

    __tablename__ = "credit_stock"
    __table_args__ = (
        UniqueConstraint("tenant_id", "product", "funder", name="uq_credit_stock_product"),
        CheckConstraint("balance >= 0", name="balance"),
    )

    product: Mapped[str]
    funder: Mapped[str]
    balance: Mapped[int] = mapped_column(default=0)

    @property
    def label(self) -> str:
        return f"{self.product} · {self.funder}"

    def apply(self, posting: Posting) -> None:
        """Raises CreditShort when fewer recharges are left than the posting takes."""
        if self.balance + posting.effect < 0:
            raise CreditShort
        self.balance += posting.effect


class CreditEntry(TenantOwned, Base):
    """One line of the journal. Never changed, never removed: a mistake is followed by the entry that undoes it."""

    __tablename__ = "credit_entry"
    __table_args__ = (
        tenant_foreign_key("credit_stock", "stock_id"),
        tenant_foreign_key("person"),
        tenant_foreign_key("credit_entry", "reverses_id"),
        UniqueConstraint("tenant_id", "reverses_id", name="uq_credit_entry_reversal"),
        Index("ix_credit_entry_stock", "tenant_id", "stock_id", "entry_no"),
        Index("ix_credit_entry_person", "tenant_id", "person_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(debit = 'stock') <> (credit = 'stock')", name="sides"),
        CheckConstraint("kind <> 'given' OR person_id IS NOT NULL", name="person"),
    )

    entry_no: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    """Order of the journal."""
    stock_id: Mapped[UUID]
    kind: Mapped[str]
    debit: Mapped[str]
    """Account that the recharges enter."""
    credit: Mapped[str]
    """Account that they leave."""
    quantity: Mapped[int]
    person_id: Mapped[UUID | None]
    reverses_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="")
    moved_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    recorded_by: Mapped[str]
    """Name of who made the entry, as it was that day."""

    stock: Mapped[CreditStock] = relationship(viewonly=True)
    person: Mapped[Person | None] = relationship(viewonly=True)

    @property
    def posting(self) -> Posting:
        return Posting(debit=Account(self.debit), credit=Account(self.credit), quantity=self.quantity)

    @property
    def effect(self) -> int:
        """What the stock gained or lost."""
        return self.posting.effect

    @property
    def kind_label(self) -> str:
        return "Annulation" if self.reverses_id else Kind(self.kind).label
