"""Scores before and after a series."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Assessment(TenantOwned, Base):
    """One score out of 20 of one person, before or after one series, on one version of a grid."""

    __tablename__ = "assessment"
    __table_args__ = (
        tenant_foreign_key("series"),
        tenant_foreign_key("person"),
        UniqueConstraint("tenant_id", "series_id", "person_id", "grid", "moment", name="uq_assessment_moment"),
        CheckConstraint("score BETWEEN 0 AND 20", name="score"),
        CheckConstraint("moment IN ('before', 'after')", name="moment"),
        Index("ix_assessment_person", "tenant_id", "person_id"),
    )

    series_id: Mapped[UUID]
    person_id: Mapped[UUID]
    grid: Mapped[str]
    moment: Mapped[str]
    score: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    assessed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
