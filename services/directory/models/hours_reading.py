"""What a person said of the way in which French hours were read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

ACCEPTED, LEFT = "accepted", "left"


class HoursReading(TenantOwned, Base):
    """The last one of each structure. ``accepted``: the structure got what was ``written`` in place of its ``text``,
    which is kept here to be put back. ``left``: the text stays, and its reading is not proposed again.
    """

    __tablename__ = "hours_reading"
    __table_args__ = (
        tenant_foreign_key("structure", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "structure_id", name="uq_hours_reading_structure_id"),
        CheckConstraint("state IN ('accepted', 'left')", name="state_known"),
        CheckConstraint("(state = 'left') = (written = '')", name="written_when_accepted"),
        Index("ix_hours_reading_decision_id", "tenant_id", "decision_id"),
    )

    structure_id: Mapped[UUID]
    text: Mapped[str]
    written: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    decision_id: Mapped[UUID]
    """Shared by what one button said of several structures at once: it is taken back as a whole."""
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
