"""How many diagnoses led to which stage, month by month. Nothing else is kept of a diagnosis."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class DiagnosisTally(TenantOwned, Base):
    __tablename__ = "diagnosis_tally"
    __table_args__ = (
        UniqueConstraint("tenant_id", "month", "questions_version", "stage", name="uq_diagnosis_tally_stage"),
    )

    month: Mapped[date]
    """Its first day."""
    questions_version: Mapped[int]
    stage: Mapped[str]
    count: Mapped[int] = mapped_column(default=0)
