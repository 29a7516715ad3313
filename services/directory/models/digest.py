"""What members are told of the discussions by e-mail: their choice, and what each mail told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.exchanges import DAILY, LINK_VALID, NEVER
from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

MOMENT = DateTime(timezone=True)


class DigestChoice(TenantOwned, Base):
    """One row a member. ``told_at``: until when they have been told, whether there was something to tell or not.

    ``stopped_from``: how often it came before it was last stopped.
    """

    __tablename__ = "digest_choice"
    __table_args__ = (
        UniqueConstraint("tenant_id", "account_id", name="uq_digest_choice_account"),
        CheckConstraint("frequency IN ('daily', 'weekly', 'never')", name="frequency_known"),
    )

    account_id: Mapped[UUID]
    frequency: Mapped[str]
    stopped_from: Mapped[str | None]
    told_at: Mapped[datetime] = mapped_column(MOMENT)

    def choose(self, frequency: str, now: datetime) -> None:
        """What was said before somebody begins to listen again is not told."""
        if frequency == NEVER and self.frequency != NEVER:
            self.stopped_from = self.frequency
        if frequency != NEVER and self.frequency == NEVER:
            self.told_at = now
        self.frequency = frequency

    def resume(self, now: datetime) -> None:
        """As often as before; changes nothing for who did not stop."""
        if self.frequency == NEVER:
            self.choose(self.stopped_from or DAILY, now)


class DigestLine(TenantOwned, Base):
    """One thread in one mail: told up to this post, and the key of the link by which its reader answers.

    Forgotten when the link is too old to serve.
    """

    __tablename__ = "digest_line"
    __table_args__ = (
        tenant_foreign_key("thread"),
        Index("ix_digest_line_account", "tenant_id", "account_id", "thread_id"),
        Index("ix_digest_line_sent", "tenant_id", "sent_at"),
    )

    thread_id: Mapped[UUID]
    account_id: Mapped[UUID]
    up_to: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(MOMENT)

    def is_usable(self, now: datetime) -> bool:
        return now < self.sent_at + LINK_VALID
