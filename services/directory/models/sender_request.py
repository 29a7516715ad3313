"""An address under which the network wants to write, until somebody who reads it confirms."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.lifetimes import SENDER_LINK
from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class SenderRequest(TenantOwned, Base):
    """One row a network, ``id = tenant_id``: another address takes the place of the one that was asked before."""

    __tablename__ = "sender_request"
    __table_args__ = (
        UniqueConstraint("tenant_id", "digest", name="uq_sender_request_digest"),
        CheckConstraint("id = tenant_id", name="one_a_network"),
        CheckConstraint("email = lower(email)", name="email_normalised"),
    )

    email: Mapped[str]
    digest: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    asked_by: Mapped[UUID | None]
    """Account; None for a program."""

    @property
    def ends_at(self) -> datetime:
        return self.asked_at + SENDER_LINK

    def is_usable(self, now: datetime) -> bool:
        return now < self.ends_at
