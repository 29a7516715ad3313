"""Requests counted to limit their rate."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base


class Attempt(Base):
    """One counted request. ``digest`` hides the e-mail or network address it is counted under."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_digest_at", "digest", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    digest: Mapped[str]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
