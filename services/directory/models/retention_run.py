"""What the daily look at the network's retention has done: the proof that names do not outlive their time."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class RetentionRun(TenantOwned, Base):
    """One row for each day. Counts only: it names nobody."""

    __tablename__ = "retention_run"
    __table_args__ = (UniqueConstraint("tenant_id", "ran_on", name="uq_retention_run_day"),)

    ran_on: Mapped[date]
    removed: Mapped[int] = mapped_column(default=0)
    """Rows anonymised or deleted, over the four services."""
    services: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Service → {told_at, limit, counts, left, soon}: counts are added up, the rest is what was told last."""

    def add(
        self, service: str, *, told_at: datetime, limit: date, counts: dict[str, int], left: int, soon: dict[str, int]
    ) -> None:
        """Batches of one day, in any order."""
        known = self.services.get(service, {"counts": {}, "told_at": ""})
        state = {"told_at": told_at.isoformat(), "limit": limit.isoformat(), "left": left, "soon": soon}
        newest = state if state["told_at"] >= known["told_at"] else known
        total = {label: known["counts"].get(label, 0) + counts.get(label, 0) for label in (*known["counts"], *counts)}
        self.services = {**self.services, service: {**newest, "counts": total}}
        self.removed += sum(counts.values())
