"""What happened in the life of the network."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class StructureCopy(TenantOwned, Base):
    __tablename__ = "structure_copy"

    version: Mapped[int]
    label: Mapped[str]
    commune: Mapped[str]
    status: Mapped[str]


class StructureMerge(TenantOwned, Base):
    """``id``: of a structure that was the same as another one. Followed at reading, so that order does not matter."""

    __tablename__ = "structure_merge"

    version: Mapped[int]
    into_id: Mapped[UUID]


class MeetingPlan(TenantOwned, Base):
    __tablename__ = "meeting_plan"

    version: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str]
    invited: Mapped[int]


class MeetingAttendance(TenantOwned, Base):
    """``id``: of the meeting."""

    __tablename__ = "meeting_attendance"

    version: Mapped[int]
    held_on: Mapped[date]
    people: Mapped[int]
    structures: Mapped[int]


class AnswerFact(TenantOwned, Base):
    """``id``: of the invitation."""

    __tablename__ = "answer_fact"
    __table_args__ = (Index("ix_answer_fact_meeting", "tenant_id", "meeting_id"),)

    version: Mapped[int]
    meeting_id: Mapped[UUID]
    answer: Mapped[str]


class NewsletterFact(TenantOwned, Base):
    __tablename__ = "newsletter_fact"

    recipients: Mapped[int]
    delivered: Mapped[int]
    failed: Mapped[int]
    sent_on: Mapped[date]
