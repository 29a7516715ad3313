"""A person's place in a network."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.models.account import Account
from services.directory.models.base import Base
from services.directory.models.referent import Referent
from shared.events.directory import MemberContactSaved, MemberSaved
from shared.roles import Role
from shared.tenancy import TenantOwned

ACTIVE = "active"
LEFT = "left"


class Membership(TenantOwned, Base):
    """Kept after the person has left, so that what they did still has a name.

    Of which structures the member is referent is written in one place: their current rows of :class:`Referent`.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("tenant_id", "account_id", name="uq_membership_account"),
        CheckConstraint("status IN ('active', 'left')", name="status_known"),
        CheckConstraint("cardinality(roles) > 0", name="some_role"),
        CheckConstraint("(status = 'left') = (left_at IS NOT NULL)", name="left_at_when_left"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    roles: Mapped[list[str]]
    status: Mapped[str] = mapped_column(default=ACTIVE)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    address_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the member last changed the account's address: what the journal tells of it, without the addresses."""

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    referents: Mapped[list[Referent]] = relationship(
        primaryjoin="and_(Referent.tenant_id == Membership.tenant_id, Referent.membership_id == Membership.id, "
        "Referent.removed_at.is_(None))",
        order_by=(Referent.created_at, Referent.id),
        viewonly=True,
    )
    """The member at each structure of which they are referent."""

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
    def structure_ids(self) -> list[UUID]:
        """Structures of which the member is referent, in the order in which they came."""
        return [referent.structure_id for referent in self.referents]

    @property
    def structure_id(self) -> UUID | None:
        """The first of them, for programs that know of one only."""
        return next(iter(self.structure_ids), None)

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    def leave(self, now: datetime) -> None:
        self.status, self.left_at = LEFT, now
        self.version += 1

    def come_back(self, now: datetime, *, roles: list[str]) -> None:
        """Joins again after having left, with new roles."""
        self.status, self.left_at, self.joined_at = ACTIVE, None, now
        self.roles = roles
        self.version += 1

    def snapshot(self) -> MemberSaved:
        return MemberSaved(
            account_id=self.account_id,
            version=self.version,
            roles=list(self.roles),
            structure_id=self.structure_id,
            status=self.status,
            structure_ids=self.structure_ids,
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
