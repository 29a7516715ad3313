"""A date of the network, copied from the service that owns it, for the first page."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned

WORKSHOP = "workshop"
MEETING = "meeting"


class AgendaEntry(TenantOwned, Base):
    """``id`` is that of the workshop's date or of the meeting, in the service that owns it."""

    __tablename__ = "agenda_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('workshop', 'meeting')", name="kind_known"),
        Index("ix_agenda_entry_starts_at", "tenant_id", "starts_at"),
    )

    version: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str]
    """``planned``, ``held`` or ``cancelled``."""
