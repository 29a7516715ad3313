"""A letter from the network to its members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.errors import NewsletterAlreadySent
from services.notifications.models.base import Base
from shared.tenancy import TenantOwned

DRAFT, SENDING, SENT = "draft", "sending", "sent"
LABELS = {DRAFT: "brouillon", SENDING: "envoi en cours", SENT: "envoyée"}


class Newsletter(TenantOwned, Base):
    """Text and recipients are fixed when it is sent; before that it is a draft that anyone with the right may edit."""

    __tablename__ = "newsletter"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'sending', 'sent')", name="state_known"),
        CheckConstraint("state = 'draft' OR started_at IS NOT NULL", name="started_when_sent"),
        CheckConstraint("(state = 'sent') = (finished_at IS NOT NULL)", name="finished_when_sent"),
        Index("ix_newsletter_sending", "tenant_id", postgresql_where=text("state = 'sending'")),
    )

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    subject: Mapped[str]
    body: Mapped[str]
    """Markdown."""
    state: Mapped[str] = mapped_column(default=DRAFT)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    edited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    edited_by: Mapped[UUID | None]
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    recipients: Mapped[int] = mapped_column(default=0)

    @property
    def is_draft(self) -> bool:
        return self.state == DRAFT

    @property
    def state_label(self) -> str:
        return LABELS[self.state]

    def edit(self, *, subject: str, body: str, at: datetime, by: UUID | None) -> None:
        self.refuse_once_sent()
        self.subject, self.body = subject, body
        self.edited_at, self.edited_by = at, by
        self.version += 1

    def start(self, recipients: int, at: datetime) -> None:
        self.refuse_once_sent()
        self.state, self.started_at, self.recipients = SENDING, at, recipients

    def finish(self, at: datetime) -> None:
        self.state, self.finished_at = SENT, at

    def refuse_once_sent(self) -> None:
        if not self.is_draft:
            raise NewsletterAlreadySent
