"""A place in the network offered to an e-mail address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, DateTime, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.roles import Role
from shared.tenancy import TenantOwned


class Invitation(TenantOwned, Base):
    """Open until accepted, cancelled or expired. Sending it again makes a new secret: the old link dies."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("tenant_id", "digest", name="uq_invitation_digest"),
        CheckConstraint("cardinality(roles) > 0", name="some_role"),
        CheckConstraint("accepted_at IS NULL OR cancelled_at IS NULL", name="accepted_or_cancelled"),
        Index(
            "uq_invitation_open_email",
            "tenant_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND cancelled_at IS NULL"),
        ),
    )

    email: Mapped[str]
    display_name: Mapped[str]
    """As the administrator wrote it; may be empty."""
    roles: Mapped[list[str]]
    structure_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list)
    """Of which the person becomes referent. Without foreign keys: one that is merged meanwhile is followed."""
    digest: Mapped[str]
    invited_by: Mapped[UUID | None]
    """Account that invited; None for a program."""
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def structure_id(self) -> UUID | None:
        """The first of them, for programs that know of one only."""
        return next(iter(self.structure_ids), None)

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.cancelled_at is None

    def is_usable(self, now: datetime) -> bool:
        return self.is_open and now < self.expires_at
