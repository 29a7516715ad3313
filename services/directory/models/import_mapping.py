"""How a network reads a table that it receives again and again."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class ImportMapping(TenantOwned, Base):
    """Saved under a name; proposed again for a file with the same headings, the most recent one first."""

    __tablename__ = "import_mapping"
    __table_args__ = (
        UniqueConstraint("tenant_id", "label", name="uq_import_mapping_label"),
        CheckConstraint("label <> ''", name="label_given"),
        Index("ix_import_mapping_headings", "tenant_id", "headings_digest", "changed_at"),
    )

    label: Mapped[str]
    headings_digest: Mapped[str]
    """Of the headings, whatever their order."""
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
