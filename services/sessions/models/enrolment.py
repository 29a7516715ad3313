"""Who has a place in which series."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Enrolment(TenantOwned, Base):
    """The place of one person in one series. A cancelled one stays, and gives its seat back."""

    __tablename__ = "enrolment"
    __table_args__ = (
        tenant_foreign_key("series"),
        tenant_foreign_key("person"),
        Index(
            "uq_enrolment_person",
            "tenant_id",
            "series_id",
            "person_id",
            unique=True,
            postgresql_where=text("cancelled_on IS NULL"),
        ),
        Index("ix_enrolment_person", "tenant_id", "person_id"),
    )

    series_id: Mapped[UUID]
    person_id: Mapped[UUID]
    known_before: Mapped[bool] = mapped_column(default=False)
    """False when this was the first time that the network helped this person."""
    enrolled_on: Mapped[date]
    cancelled_on: Mapped[date | None]

    @property
    def version(self) -> int:
        """A place is taken, then perhaps given back, and never taken again: who comes back is enrolled anew."""
        return 1 if self.is_active else 2

    @property
    def is_active(self) -> bool:
        return self.cancelled_on is None
