"""Everything that the network keeps, asked for by an administrator and put together from the parts of the services."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from services.directory.models.personal import SERVICES
from shared.leaving.part import DOCUMENTS, UNREADABLE
from shared.tenancy import TenantOwned

PREPARING, READY, ENDED = "preparing", "ready", "ended"
STATES_SAID = {PREPARING: "en préparation", READY: "prêt", ENDED: "effacé"}
KEPT = timedelta(days=7)
"""An archive of everything is not left lying about."""


def _figures(counts: dict[str, int]) -> tuple[int, int, int]:
    documents, unreadable = (sum(name.startswith(folder) for name in counts) for folder in (DOCUMENTS, UNREADABLE))
    return sum(counts.values()) - documents - unreadable, documents, unreadable


class NetworkExport(TenantOwned, Base):
    """``ended``: kept long enough, or replaced by a newer one; its files are erased, the row stays."""

    __tablename__ = "network_export"
    __table_args__ = (
        CheckConstraint("state IN ('preparing', 'ready', 'ended')", name="state_known"),
        CheckConstraint("state <> 'ready' OR ready_at IS NOT NULL", name="ready_at_known"),
        Index("ix_network_export_state", "tenant_id", "state", "ready_at"),
    )

    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    asked_by: Mapped[UUID | None]
    """Account to which a letter says that it is ready, or token of a program, which asks by itself."""
    state: Mapped[str] = mapped_column(default=PREPARING)
    parts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Service → {counts, size, sha256} of its part."""
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    ready_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def missing(self) -> list[str]:
        """French names of the services that have not given their part."""
        return [label for service, label in SERVICES.items() if service not in self.parts]

    @property
    def kept_until(self) -> datetime | None:
        return self.ready_at + KEPT if self.ready_at else None

    @property
    def state_label(self) -> str:
        return STATES_SAID[self.state]

    @property
    def figures(self) -> list[tuple[str, int, int, int]]:
        """French name of each service, with the lines and the documents that it gave, and those it could not read."""
        return [(label, *_figures(self.parts[service]["counts"])) for service, label in SERVICES.items()]

    @property
    def unreadable(self) -> list[str]:
        """Names of the documents that could not be read."""
        names = [name for part in self.parts.values() for name in part["counts"] if name.startswith(UNREADABLE)]
        return sorted(name.removeprefix(UNREADABLE) for name in names)

    def keep_part(self, service: str, facts: dict[str, Any]) -> None:
        self.parts = {**self.parts, service: facts}

    def finish(self, now: datetime, *, sha256: str, size: int) -> None:
        self.state, self.ready_at, self.sha256, self.size = READY, now, sha256, size
