"""A person's place in a network."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.models.account import Account
from services.directory.models.base import Base
from shared.events.directory import MemberContactSaved, MemberSaved
from shared.roles import Role
from shared.tenancy import TenantOwned, tenant_foreign_key

ACTIVE = "active"
LEFT = "left"


class Membership(TenantOwned, Base):
    """Kept after the person has left, so that what they did still has a name."""

    __tablename__ = "membership"
    __table_args__ = (
        tenant_foreign_key("structure"),
        UniqueConstraint("tenant_id", "account_id", name="uq_membership_account"),
        CheckConstraint("status IN ('active', 'left')", name="status_known"),
        CheckConstraint("cardinality(roles) > 0", name="some_role"),
        CheckConstraint("(status = 'left') = (left_at IS NOT NULL)", name="left_at_when_left"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    roles: Mapped[list[str]]
    structure_id: Mapped[UUID | None]
    """Structure of which the member is referent."""
    status: Mapped[str] = mapped_column(default=ACTIVE)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    address_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the member last changed the account's address: what the journal tells of it, without the addresses."""

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)

    @property
    def sort_name(self) -> str:
        return self.account.sort_name

    @property
    def email(self) -> str:
        return self.account.email

    @property
    def display_name(self) -> str:
        return self.account.display_name

    @property
    def is_active(self) -> bool:
        return self.status == ACTIVE

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    def leave(self, now: datetime) -> None:
        self.status, self.left_at = LEFT, now
        self.version += 1

    def come_back(self, now: datetime, *, roles: list[str], structure_id: UUID | None) -> None:
        """Joins again after having left, with new roles."""
        self.status, self.left_at, self.joined_at = ACTIVE, None, now
        self.roles, self.structure_id = roles, structure_id
        self.version += 1

    def snapshot(self) -> MemberSaved:
        return MemberSaved(
            account_id=self.account_id,
            version=self.version,
            roles=list(self.roles),
            structure_id=self.structure_id,
            status=self.status,
        )

    def contact(self) -> MemberContactSaved:
        return MemberContactSaved(
            account_id=self.account_id,
            version=self.version,
            email=self.account.email,
            display_name=self.account.display_name,
            roles=list(self.roles),
            status=self.status,
        )
