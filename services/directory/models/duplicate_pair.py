"""Two records that are probably one place, as the last search found them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

PROPOSED = "proposed"
DIFFERENT = "different"
STATES_SAID = {PROPOSED: "proposée", DIFFERENT: "deux lieux différents"}


class DuplicatePair(TenantOwned, Base):
    """``different``: somebody has said that they are two places; it is remembered at each search."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        tenant_foreign_key("structure", "first_id", ondelete="CASCADE"),
        tenant_foreign_key("structure", "second_id", ondelete="CASCADE"),
        UniqueConstraint("tenant_id", "first_id", "second_id", name="uq_duplicate_pair"),
        Index("ix_duplicate_pair_state", "tenant_id", "state", "score", "id"),
        CheckConstraint("first_id < second_id", name="each_pair_once"),
        CheckConstraint("state IN ('proposed', 'different')", name="state_known"),
    )

    first_id: Mapped[UUID]
    second_id: Mapped[UUID]
    score: Mapped[int]
    """Out of 100."""
    reasons: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default=PROPOSED)
    found_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
