"""One browser in which a person is signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.lifetimes import session_is_alive
from services.directory.models.base import Base
from shared.ids import new_id


class WebSession(Base):
    """Kept in the database so that signing out ends it at once. Only the digest of the cookie's secret is kept."""

    __tablename__ = "web_session"
    __table_args__ = (UniqueConstraint("digest", name="uq_web_session_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    id_token: Mapped[str | None]
    """Of the identity provider by which the person came in; asked for when the session there is to end too."""
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def is_alive(self, now: datetime) -> bool:
        return self.ended_at is None and session_is_alive(
            started_at=self.started_at, last_seen_at=self.last_seen_at, now=now
        )
