"""A link sent by e-mail that signs its reader in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.lifetimes import SIGN_IN_LINK
from services.directory.models.base import Base
from shared.ids import new_id


class SignInLink(Base):
    """Single use, fifteen minutes. Only the digest of the secret is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (UniqueConstraint("digest", name="uq_sign_in_link_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str]
    next_path: Mapped[str]
    """Local path of the page that was asked for before signing in."""
    issuer: Mapped[str | None]
    """Identity provider whose ``subject`` becomes the account's once the link has proved the address."""
    subject: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def is_usable(self, now: datetime) -> bool:
        return self.used_at is None and now < self.created_at + SIGN_IN_LINK
