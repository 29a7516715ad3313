"""A file of structures that somebody sent, and what it would do."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.errors import ImportAbandoned
from services.directory.models.base import Base
from shared.tenancy import TenantOwned

PREVIEWED = "previewed"
APPLIED = "applied"
ABANDONED = "abandoned"


class StructureImport(TenantOwned, Base):
    """Previewed first, then applied as a whole or abandoned. The file stays in the object storage."""

    __tablename__ = "structure_import"
    __table_args__ = (
        CheckConstraint("state IN ('previewed', 'applied', 'abandoned')", name="state_known"),
        CheckConstraint("(state = 'applied') = (applied_at IS NOT NULL)", name="applied_at_when_applied"),
        Index("ix_structure_import_created_at", "tenant_id", "created_at", "id"),
    )

    file_name: Mapped[str]
    file_key: Mapped[str]
    """Key of the file in the object storage."""
    state: Mapped[str] = mapped_column(default=PREVIEWED)
    preview: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """As shown on screen: :mod:`services.directory.national.previews`."""
    digest: Mapped[str]
    """Of the changes that the preview announced: what is applied must be what was seen."""
    created_count: Mapped[int]
    changed_count: Mapped[int]
    unchanged_count: Mapped[int]
    refused_count: Mapped[int]
    account_id: Mapped[UUID | None]
    account_label: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def applicable_count(self) -> int:
        return self.created_count + self.changed_count + self.unchanged_count

    @property
    def is_applied(self) -> bool:
        return self.state == APPLIED

    @property
    def is_previewed(self) -> bool:
        return self.state == PREVIEWED

    def mark_applied(self, now: datetime) -> None:
        """Raises ImportAbandoned."""
        if self.state == ABANDONED:
            raise ImportAbandoned
        self.state, self.applied_at = APPLIED, now

    def abandon(self) -> None:
        if self.is_previewed:
            self.state = ABANDONED
