"""What is left of a network that was erased."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from services.directory.models.personal import SERVICES


class Tombstone(Base):
    """The proof of the erasure. Names nobody; its slug is never given to another network."""

    __tablename__ = "tombstone"
    __table_args__ = (UniqueConstraint("slug", name="uq_tombstone_slug"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    closed_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accounts: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Accounts that belonged to this network only, until they are erased too."""
    proof: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Service → {counts: table → rows, objects: files}."""
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def keep_answer(self, service: str, answer: dict[str, Any], now: datetime) -> None:
        self.proof = {**self.proof, service: answer}
        if set(SERVICES) <= set(self.proof):
            self.erased_at = self.erased_at or now
