"""The network's charter: a text in versions, and who signed which."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class CharterVersion(TenantOwned, Base):
    """Never changed once published: what somebody signed stays what they signed."""

    __tablename__ = "charter_version"
    __table_args__ = (
        UniqueConstraint("tenant_id", "number", name="uq_charter_version_number"),
        CheckConstraint("body <> ''", name="body_given"),
    )

    number: Mapped[int]
    body: Mapped[str]
    """Markdown."""
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    published_by: Mapped[str]
    signatures: Mapped[int | None] = query_expression()
    """Filled where a query counts them."""


class CharterSignature(TenantOwned, Base):
    """``name``: of the person on the day of signing."""

    __tablename__ = "charter_signature"
    __table_args__ = (
        tenant_foreign_key("charter_version", "version_id"),
        UniqueConstraint("tenant_id", "version_id", "account_id", name="uq_charter_signature_person"),
    )

    version_id: Mapped[UUID]
    account_id: Mapped[UUID]
    version: Mapped[CharterVersion] = relationship(lazy="joined", innerjoin=True)
    name: Mapped[str]
    signed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
