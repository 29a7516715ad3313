"""A message to one person, and its fate."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.domain import deliveries, kinds
from services.notifications.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

NEWSLETTER, NEWSLETTER_TRIAL = "newsletter", "newsletter_trial"


class Message(TenantOwned, Base):
    """One row a recipient, written in the transaction that decided to write to them.

    pending → sending (claimed by a worker, committed) → sent, refused, failed, unknown; or expired, suppressed
    without an attempt. A claim that its worker did not settle is taken over after :data:`deliveries.LEASE`.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("tenant_id", "source", "recipient", name="uq_message_source_recipient"),
        tenant_foreign_key("newsletter"),
        tenant_foreign_key("invitation"),
        CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'refused', 'failed', 'unknown', 'expired', 'suppressed')",
            name="state_known",
        ),
        CheckConstraint("(state = 'sending') = (claimed_at IS NOT NULL)", name="claimed_while_sending"),
        Index("ix_message_newsletter", "tenant_id", "newsletter_id", "state"),
        Index("ix_message_invitation", "tenant_id", "invitation_id"),
        # Read by the sweep of all networks at once, hence without the tenant.
        Index("ix_message_unsettled", "due_at", postgresql_where=text("state IN ('pending', 'sending')")),
    )

    template: Mapped[str]
    source: Mapped[str]
    """What it follows from: an event's or message's identifier, a letter, a meeting and its sequence."""
    recipient: Mapped[str]
    name: Mapped[str]
    context: Mapped[dict[str, Any]] = mapped_column(JSONB)
    newsletter_id: Mapped[UUID | None]
    invitation_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(default=deliveries.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    smtp_code: Mapped[int | None]
    detail: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """Not before this instant."""
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def state_label(self) -> str:
        return deliveries.LABELS[self.state]

    @property
    def kind_label(self) -> str:
        """A message from a newer version of another service is still listed, without a name of its own."""
        return kinds.LABELS.get(self.template, "Autre message")

    @property
    def is_final(self) -> bool:
        return self.state in deliveries.FINAL

    def claim(self, at: datetime) -> None:
        self.state, self.claimed_at, self.attempts = deliveries.SENDING, at, self.attempts + 1

    def settle(self, state: str, at: datetime, *, smtp_code: int | None = None, detail: str = "") -> None:
        self.state, self.claimed_at, self.settled_at = state, None, at
        self.smtp_code, self.detail = smtp_code, detail

    def put_back(self, due_at: datetime, *, smtp_code: int | None = None, detail: str = "") -> None:
        self.state, self.claimed_at, self.due_at = deliveries.PENDING, None, due_at
        self.smtp_code, self.detail = smtp_code, detail
