"""A decision to close the network."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class Closure(TenantOwned, Base):
    """One at a time; kept when it is cancelled. What the doors obey is the network's own status."""

    __tablename__ = "closure"
    __table_args__ = (
        Index("uq_closure_standing", "tenant_id", unique=True, postgresql_where=text("cancelled_at IS NULL")),
    )

    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    asked_by: Mapped[UUID | None]
    closes_on: Mapped[date]
    told: Mapped[list[str]] = mapped_column(default=list)
    """Notices that the administrators were given: each once, whatever happens to the clock."""
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    erases_on: Mapped[date | None]
    """Day from which everything is erased, once the network is closed."""
