"""A date of the network, copied from the service that owns it, for the first page."""

from datetime import datetime
from uuid import UUID

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
        Index("ix_agenda_entry_structure", "tenant_id", "structure_id", "starts_at"),
    )

    version: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    series_id: Mapped[UUID | None]
    structure_id: Mapped[UUID | None]
    """Where a workshop takes place, as the sessions service says it: no foreign key, its news come in any order."""
    capacity: Mapped[int | None]
    status: Mapped[str]
    """``planned``, ``held`` or ``cancelled``."""
