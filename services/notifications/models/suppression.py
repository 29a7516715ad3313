"""Addresses of a network to which no letter is sent any more."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.tenancy import TenantOwned

UNSUBSCRIBED = "unsubscribed"


class Suppression(TenantOwned, Base):
    """Stops letters only: sign-in links, invitations to meetings and reports are still sent."""

    __tablename__ = "suppression"
    __table_args__ = (
        UniqueConstraint("tenant_id", "email", name="uq_suppression_email"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
        CheckConstraint("reason IN ('unsubscribed')", name="reason_known"),
    )

    email: Mapped[str]
    reason: Mapped[str]
    suppressed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
