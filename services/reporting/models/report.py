"""A report: the run that makes it, and the edition that it made."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.reporting.domain.periods import Quarter
from services.reporting.domain.report import without_charts
from services.reporting.errors import AlreadyPublished
from services.reporting.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

QUARTERLY = "quarterly"


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class ReportRun(TenantOwned, Base):
    """ "This report of this period is to be made": unique, so that no clock can ask for it twice."""

    __tablename__ = "report_run"
    __table_args__ = (
        UniqueConstraint("tenant_id", "report", "period", "edition", name="uq_report_run_period"),
        CheckConstraint("edition > 0", name="edition"),
    )

    report: Mapped[str] = mapped_column(default=QUARTERLY)
    period: Mapped[str]
    """``2026-T3``."""
    edition: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    planned_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    made: Mapped["ReportEdition | None"] = relationship(back_populates="run", lazy="raise")

    @property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.period)


class ReportEdition(TenantOwned, Base):
    """What a run made: figures and documents, frozen. ``id``: of the run. Only its state changes."""

    __tablename__ = "report_edition"
    __table_args__ = (
        tenant_foreign_key("report_run", "id"),
        CheckConstraint("state IN ('draft', 'published')", name="state"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at"),
    )

    state: Mapped[str] = mapped_column(default=State.DRAFT)
    document: Mapped[dict[str, Any]] = mapped_column(JSONB, deferred=True)
    """The whole report as JSON (see ``domain/report.py``), charts included."""
    summary: Mapped[list[str]] = mapped_column(JSONB)
    pdf_key: Mapped[str]
    pdf_sha256: Mapped[str]
    xlsx_key: Mapped[str]
    xlsx_sha256: Mapped[str]
    produced_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    publish_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """Published by itself at this instant, if nobody has done it before."""
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    published_by: Mapped[UUID | None]
    """Account; null when the report published itself."""

    run: Mapped[ReportRun] = relationship(back_populates="made", lazy="joined", innerjoin=True)

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def label(self) -> str:
        return f"Rapport du {self.run.quarter.label}" + (
            f", édition {self.run.edition} (R)" if self.run.edition > 1 else ""
        )

    @property
    def plain_document(self) -> dict[str, Any]:
        """The document without its pictures."""
        return without_charts(self.document)

    def publish(self, *, at: datetime, by: UUID | None) -> None:
        """Raises AlreadyPublished."""
        if self.is_published:
            raise AlreadyPublished
        self.state, self.published_at, self.published_by = State.PUBLISHED, at, by
