"""A person as an identity provider knows them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base


class AccountIdentity(Base):
    """``subject`` never changes at a provider, an e-mail address may: once linked, only the subject counts.

    https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability
    """

    __tablename__ = "account_identity"
    __table_args__ = (UniqueConstraint("issuer", "account_id", name="uq_account_identity_account"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    linked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
