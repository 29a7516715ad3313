"""What a structure offers, for whom, when, and how many places it has for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Offer(TenantOwned, Base):
    __tablename__ = "offer"
    __table_args__ = (
        tenant_foreign_key("structure"),
        CheckConstraint("theme <> ''", name="theme_given"),
        CheckConstraint("places IS NULL OR places > 0", name="places_positive"),
        Index("ix_offer_structure", "tenant_id", "structure_id", "id"),
    )

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    structure_id: Mapped[UUID]
    theme: Mapped[str]
    """A service of the national vocabulary, or the structure's own words."""
    audience: Mapped[str] = mapped_column(default="")
    """« Seniors », « habitants du quartier »… Empty: everybody."""
    schedule: Mapped[str] = mapped_column(default="")
    """« Le mardi matin »."""
    places: Mapped[int | None]
    """How many people at a time; None when it is not counted."""
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Seat(TenantOwned, Base):
    """Copy of an enrolment, without the person: ``id`` is the enrolment's. A series' free places come from it."""

    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_series", "tenant_id", "series_id"),)

    version: Mapped[int]
    series_id: Mapped[UUID]
    taken: Mapped[bool]
