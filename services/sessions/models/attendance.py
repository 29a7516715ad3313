"""Who came to which meeting."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Attendance(TenantOwned, Base):
    """The mark of one person at one meeting."""

    __tablename__ = "attendance"
    __table_args__ = (
        tenant_foreign_key("workshop_date"),
        tenant_foreign_key("person"),
        UniqueConstraint("tenant_id", "workshop_date_id", "person_id", name="uq_attendance_person"),
        CheckConstraint("mark IN ('present', 'late', 'excused', 'absent')", name="mark"),
        Index("ix_attendance_person", "tenant_id", "person_id"),
    )

    workshop_date_id: Mapped[UUID]
    person_id: Mapped[UUID]
    mark: Mapped[str]
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    """Came without being enrolled, hence was not expected."""
