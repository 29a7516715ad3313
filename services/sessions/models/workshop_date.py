"""Dated meetings of a series."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.errors import WorkshopCancelled, WorkshopHeldAlready
from services.sessions.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Status(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class WorkshopDate(TenantOwned, Base):
    """One meeting (« séance »). Held from the moment its attendance is first recorded."""

    __tablename__ = "workshop_date"
    __table_args__ = (
        tenant_foreign_key("series"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("status IN ('planned', 'held', 'cancelled')", name="status"),
        Index("ix_workshop_date_series", "tenant_id", "series_id", "starts_at"),
        Index("ix_workshop_date_starts", "tenant_id", "starts_at"),
    )

    series_id: Mapped[UUID]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str] = mapped_column(default=Status.PLANNED)
    version: Mapped[int] = mapped_column(default=1)
    """Of the plan: raised when the meeting is moved, cancelled or held."""
    attendance_version: Mapped[int] = mapped_column(default=0)
    attendance_saved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_because: Mapped[str] = mapped_column(default="")

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_held(self) -> bool:
        return self.status == Status.HELD

    def move(self, starts_at: datetime, ends_at: datetime) -> None:
        """Raises WorkshopCancelled, WorkshopHeldAlready."""
        self._check_open()
        self.starts_at, self.ends_at = starts_at, ends_at
        self.version += 1

    def cancel(self, because: str) -> None:
        """Raises WorkshopCancelled, WorkshopHeldAlready."""
        self._check_open()
        self.status, self.cancelled_because = Status.CANCELLED, because
        self.version += 1

    def record_attendance(self, at: datetime) -> None:
        self.attendance_version += 1
        self.attendance_saved_at = at
        if not self.is_held:
            self.status = Status.HELD
            self.version += 1

    def day(self, zone: ZoneInfo) -> date:
        """The day it takes place, where the network is."""
        return self.starts_at.astimezone(zone).date()

    def _check_open(self) -> None:
        if self.is_cancelled:
            raise WorkshopCancelled
        if self.is_held:
            raise WorkshopHeldAlready
