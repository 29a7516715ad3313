"""An item in someone's hands for a time."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, DateTime, ForeignKeyConstraint, Index, func, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.sessions.domain.due import DueState, days_late, due_state
from services.sessions.errors import LoanEnded, LoanStillOpen, TooLateToCancel
from services.sessions.models.base import Base
from services.sessions.models.item import Item
from services.sessions.models.person import Person
from shared.tenancy import TenantOwned, tenant_foreign_key


class LoanOutcome(StrEnum):
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"returned": "Rendu", "lost": "Jamais rendu", "cancelled": "Annulé"}[self]


class Loan(TenantOwned, Base):
    """One item lent to one person, from an instant to another.

    Two loans of one item can never overlap: the database refuses them, whoever writes. ``item_no`` is the item's
    number once more, because an exclusion on identifiers would need an extension of PostgreSQL; the foreign key on
    the three columns keeps the two in agreement.
    """

    __tablename__ = "loan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "item_id", "item_no"],
            ["item.tenant_id", "item.id", "item.item_no"],
            name="fk_loan_item",
        ),
        tenant_foreign_key("person"),
        ExcludeConstraint(
            (func.int8range(text("item_no"), text("item_no"), text("'[]'")), "&&"),
            (text("period"), "&&"),
            name="ex_loan_overlap",
            using="gist",
        ),
        Index("uq_loan_open", "tenant_id", "item_id", unique=True, postgresql_where=text("returned_at IS NULL")),
        Index("ix_loan_due", "tenant_id", "due_on", postgresql_where=text("returned_at IS NULL")),
        Index("ix_loan_person", "tenant_id", "person_id"),
        CheckConstraint("due_on >= lent_on", name="due"),
        CheckConstraint("(returned_at IS NULL) = (outcome IS NULL)", name="outcome"),
    )

    item_id: Mapped[UUID]
    item_no: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[UUID]
    lent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    lent_on: Mapped[date]
    due_on: Mapped[date]
    returned_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    returned_on: Mapped[date | None]
    outcome: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    period: Mapped[Any] = mapped_column(
        TSTZRANGE, Computed("tstzrange(lent_at, returned_at, '[)')", persisted=True), deferred=True
    )

    item: Mapped[Item] = relationship(viewonly=True)
    person: Mapped[Person] = relationship(viewonly=True)

    @property
    def is_open(self) -> bool:
        return self.returned_at is None

    @property
    def outcome_label(self) -> str:
        return LoanOutcome(self.outcome).label if self.outcome else ""

    def state(self, today: date) -> DueState:
        return due_state(self.due_on, today=today, ended=not self.is_open)

    def days_late(self, today: date) -> int:
        return days_late(self.due_on, today=today) if self.is_open else 0

    def may_be_cancelled(self, today: date) -> bool:
        return self.is_open and self.lent_on == today

    def may_be_reopened(self, today: date) -> bool:
        return self.outcome == LoanOutcome.RETURNED and self.returned_on == today

    def end(self, outcome: str, *, at: datetime, on: date) -> None:
        """Raises LoanEnded, or TooLateToCancel when the day of the loan is over."""
        if not self.is_open:
            raise LoanEnded
        if outcome == LoanOutcome.CANCELLED and not self.may_be_cancelled(on):
            raise TooLateToCancel
        self.outcome, self.returned_at, self.returned_on = LoanOutcome(outcome), at, on
        self.version += 1

    def reopen(self, *, on: date) -> None:
        """Raises LoanStillOpen, or TooLateToCancel when the day of the return is over."""
        if self.is_open:
            raise LoanStillOpen
        if not self.may_be_reopened(on):
            raise TooLateToCancel
        self.outcome = self.returned_at = self.returned_on = None
        self.version += 1
