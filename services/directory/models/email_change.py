"""A person wants another e-mail address for the account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.lifetimes import EMAIL_CHANGE_LINK, EMAIL_CHANGE_UNDONE
from services.directory.models.base import Base
from shared.ids import new_id

PENDING, CONFIRMED, CANCELLED, REFUSED = "pending", "confirmed", "cancelled", "refused"


class EmailChange(Base):
    """pending → confirmed by the new address, cancelled by the person, or refused from the old address.

    What was confirmed can still be refused for seven days: the account then has its old address again.
    """

    __tablename__ = "email_change"
    __table_args__ = (
        UniqueConstraint("digest", name="uq_email_change_digest"),
        CheckConstraint("state IN ('pending', 'confirmed', 'cancelled', 'refused')", name="state_known"),
        CheckConstraint("state <> 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_with_date"),
        CheckConstraint("new_email = lower(new_email) AND new_email <> old_email", name="another_address"),
        Index("uq_email_change_pending", "account_id", unique=True, postgresql_where=text("state = 'pending'")),
        Index("ix_email_change_account", "account_id", "asked_at"),
        Index("ix_email_change_old_email", "old_email"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    old_email: Mapped[str]
    new_email: Mapped[str]
    digest: Mapped[str]
    """Of the secret in the link that the new address receives."""
    state: Mapped[str] = mapped_column(default=PENDING)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def link_ends_at(self) -> datetime:
        return self.asked_at + EMAIL_CHANGE_LINK

    @property
    def undone_until(self) -> datetime | None:
        """None before it is confirmed."""
        return self.confirmed_at + EMAIL_CHANGE_UNDONE if self.confirmed_at else None

    def can_be_confirmed(self, now: datetime) -> bool:
        return self.state == PENDING and now < self.link_ends_at

    def can_be_refused(self, now: datetime) -> bool:
        if self.state == CONFIRMED and self.undone_until is not None:
            return now < self.undone_until
        return self.can_be_confirmed(now)

    def confirm(self, now: datetime) -> None:
        self.state, self.confirmed_at = CONFIRMED, now
