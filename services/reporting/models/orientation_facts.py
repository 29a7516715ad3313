"""People sent from one structure to another. One table an event, because their order is not promised."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class OrientationFact(TenantOwned, Base):
    __tablename__ = "orientation_fact"
    __table_args__ = (Index("ix_orientation_fact_sent_on", "tenant_id", "sent_on"),)

    person: Mapped[str]
    structure_id: Mapped[UUID]
    rank: Mapped[int]
    themes: Mapped[list[str]]
    sent_on: Mapped[date]


class OrientationAnswerFact(TenantOwned, Base):
    """``id``: of the orientation."""

    __tablename__ = "orientation_answer_fact"

    version: Mapped[int]
    answer: Mapped[str]
    answered_on: Mapped[date]


class OrientationEndFact(TenantOwned, Base):
    """``id``: of the orientation."""

    __tablename__ = "orientation_end_fact"

    version: Mapped[int]
    outcome: Mapped[str]
    closed_on: Mapped[date]
