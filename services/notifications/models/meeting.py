"""A meeting of the whole network, usually one a quarter."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.errors import MeetingCancelled, MeetingIsHeld, MeetingNotYet
from services.notifications.models.base import Base
from shared.events.notifications import MeetingHeld, MeetingPlanned
from shared.tenancy import TenantOwned, tenant_foreign_key

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
LABELS = {PLANNED: "prévue", HELD: "tenue", CANCELLED: "annulée"}


class Meeting(TenantOwned, Base):
    """``sequence`` is the calendar's revision (RFC 5545 3.8.7.4): raised when guests must look again."""

    __tablename__ = "meeting"
    __table_args__ = (
        tenant_foreign_key("host", "host_id"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("status IN ('planned', 'held', 'cancelled')", name="status_known"),
        CheckConstraint("(status = 'held') = (people IS NOT NULL)", name="counted_when_held"),
        CheckConstraint("people >= 0 AND structures >= 0", name="counts_not_negative"),
        Index("ix_meeting_starts_at", "tenant_id", "starts_at"),
    )

    title: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    host_id: Mapped[UUID | None]
    place: Mapped[str]
    visio: Mapped[str]
    """Address to join from afar, or empty."""
    description: Mapped[str]
    organizer: Mapped[str] = mapped_column(default="", server_default="")
    """Address of the network when the meeting was planned; empty: the installation's."""
    status: Mapped[str] = mapped_column(default=PLANNED)
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    people: Mapped[int | None]
    structures: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @property
    def uid(self) -> str:
        """The calendar's identifier: never changes."""
        return f"rencontre-{self.id}@maillage"

    @property
    def status_label(self) -> str:
        return LABELS[self.status]

    @property
    def is_planned(self) -> bool:
        return self.status == PLANNED

    def refuse_unless_planned(self) -> None:
        if self.status == CANCELLED:
            raise MeetingCancelled
        if self.status == HELD:
            raise MeetingIsHeld

    def cancel(self) -> None:
        self.refuse_unless_planned()
        self.status = CANCELLED
        self.sequence += 1
        self.version += 1

    def hold(self, *, people: int, structures: int, now: datetime) -> None:
        """Counts can be corrected afterwards. Raises MeetingNotYet before it has begun."""
        if self.status == CANCELLED:
            raise MeetingCancelled
        if now < self.starts_at:
            raise MeetingNotYet
        self.status, self.people, self.structures = HELD, people, structures
        self.version += 1

    def planned(self, invited: int) -> MeetingPlanned:
        return MeetingPlanned(
            meeting_id=self.id,
            version=self.version,
            title=self.title,
            starts_at=self.starts_at,
            status=self.status,
            invited=invited,
        )

    def held(self, on: date) -> MeetingHeld:
        return MeetingHeld(
            meeting_id=self.id,
            version=self.version,
            held_on=on,
            people=self.people or 0,
            structures=self.structures or 0,
        )
