"""What came in, and who paid."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned


class Purchase(TenantOwned, Base):
    """A purchase or a gift: one invoice or one grant, from one funder, all taxes included."""

    __tablename__ = "purchase"
    __table_args__ = (
        CheckConstraint("amount_cents >= 0", name="amount"),
        Index("ix_purchase_day", "tenant_id", "purchased_on"),
    )

    label: Mapped[str]
    funder: Mapped[str]
    amount_cents: Mapped[int] = mapped_column()
    """Euro cents, all taxes included; 0 for a gift in kind."""
    purchased_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
