"""Calls to other software when something happens in the network."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.domain.public_facts import label_of
from services.directory.domain.webhook_signatures import OLD_SECRET_SIGNS
from services.directory.models.base import Base
from services.directory.webhook_errors import WebhookStopped
from shared.tenancy import TenantOwned, tenant_foreign_key

PENDING, DELIVERED, FAILED = "pending", "delivered", "failed"
STATE_LABELS = {PENDING: "en attente", DELIVERED: "reçu", FAILED: "abandonné"}


class Webhook(TenantOwned, Base):
    """A subscription: an address and the facts that it wants to hear."""

    __tablename__ = "webhook"
    __table_args__ = (
        CheckConstraint("cardinality(events) > 0", name="some_event"),
        CheckConstraint("(disabled_at IS NULL) = (disabled_because = '')", name="disabled_with_a_reason"),
    )

    label: Mapped[str]
    url: Mapped[str]
    events: Mapped[list[str]]
    sealed_secret: Mapped[str]
    """Encrypted (:mod:`shared.sealing`): it is needed to sign, and shown once."""
    sealed_old_secret: Mapped[str] = mapped_column(default="")
    """The one before, if any; signs too for :data:`OLD_SECRET_SIGNS` after the change."""
    secret_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_by: Mapped[UUID | None]
    failing_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """First failure since the last success."""
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    disabled_because: Mapped[str] = mapped_column(default="")

    secret = ""
    """Known only in the unit of work that creates the subscription; not a column."""

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def event_labels(self) -> list[str]:
        return [label_of(name) for name in self.events]

    def change(self, values: Mapping[str, Any]) -> None:
        """Another address has not failed yet."""
        if values.get("url", self.url) != self.url:
            self.failing_since = None
        for name, value in values.items():
            setattr(self, name, value)

    def change_secret(self, sealed: str, now: datetime) -> None:
        self.sealed_old_secret, self.sealed_secret, self.secret_changed_at = self.sealed_secret, sealed, now

    def sealed_secrets(self, now: datetime) -> list[str]:
        """Those that sign at ``now``, the newest first."""
        changed = self.secret_changed_at
        overlap = [self.sealed_old_secret] if changed and now < changed + OLD_SECRET_SIGNS else []
        return [self.sealed_secret, *overlap]

    def refuse_when_stopped(self) -> None:
        """Raises WebhookStopped."""
        if not self.is_active:
            raise WebhookStopped(label=self.label)

    def disable(self, now: datetime, because: str) -> None:
        self.disabled_at, self.disabled_because = now, because

    def enable(self) -> None:
        self.disabled_at, self.disabled_because, self.failing_since = None, "", None


class WebhookDelivery(TenantOwned, Base):
    """One fact for one subscription, with what became of the last attempt."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        tenant_foreign_key("webhook", ondelete="CASCADE"),
        CheckConstraint("state IN ('pending', 'delivered', 'failed')", name="state_known"),
        Index("ix_webhook_delivery_webhook", "tenant_id", "webhook_id", "id"),
        Index("ix_webhook_delivery_due", "tenant_id", "due_at", postgresql_where=text("state = 'pending'")),
    )

    webhook_id: Mapped[UUID]
    name: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(default=PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """Not before this instant. A worker that takes it moves this instant, so that no other takes it too."""
    attempted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    status: Mapped[int | None]
    """HTTP status of the last answer, None when there was none."""
    milliseconds: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="")
    """Beginning of the answer, or why there was none."""

    webhook: Mapped[Webhook] = relationship(viewonly=True)

    @property
    def message_id(self) -> str:
        """The header ``webhook-id``: the same at each attempt and at a replay."""
        return f"msg_{self.id}"

    @property
    def body_text(self) -> str:
        """To be read; the bytes that are signed have no spaces."""
        return json.dumps(self.body, ensure_ascii=False, indent=2, sort_keys=True)

    @property
    def event_label(self) -> str:
        return label_of(self.name)

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]
