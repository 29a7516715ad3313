"""What happened in workshops. Plan and attendance travel in separate events, in any order: each keeps its own row."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import DateTime, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class WorkshopPlan(TenantOwned, Base):
    """``id``: of the dated meeting."""

    __tablename__ = "workshop_plan"

    version: Mapped[int]
    series_id: Mapped[UUID]
    title: Mapped[str]
    kind: Mapped[str]
    structure_id: Mapped[UUID | None]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str]


class WorkshopAttendance(TenantOwned, Base):
    """``id``: of the dated meeting. ``people``: pseudonyms."""

    __tablename__ = "workshop_attendance"

    version: Mapped[int]
    series_id: Mapped[UUID]
    title: Mapped[str]
    kind: Mapped[str]
    structure_id: Mapped[UUID | None]
    held_on: Mapped[date]
    present: Mapped[int]
    late: Mapped[int]
    excused: Mapped[int]
    absent: Mapped[int]
    walk_ins: Mapped[int]
    people: Mapped[list[str]]


class EnrolmentFact(TenantOwned, Base):
    __tablename__ = "enrolment_fact"
    __table_args__ = (Index("ix_enrolment_fact_series", "tenant_id", "series_id"),)

    version: Mapped[int]
    series_id: Mapped[UUID]
    person: Mapped[str]
    known_before: Mapped[bool]
    enrolled_on: Mapped[date]
    cancelled_on: Mapped[date | None]


class AssessmentFact(TenantOwned, Base):
    __tablename__ = "assessment_fact"

    version: Mapped[int]
    series_id: Mapped[UUID]
    series_title: Mapped[str]
    grid: Mapped[str]
    person: Mapped[str]
    moment: Mapped[str]
    score: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    assessed_on: Mapped[date]
