"""A secret with which a program acts in a network."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.events.directory import ApiTokenSaved
from shared.roles import Role
from shared.scopes import SCOPES
from shared.tenancy import TenantOwned


class ApiToken(TenantOwned, Base):
    """Holds roles like a member, for a time. The secret is shown once; only its digest is kept."""

    __tablename__ = "api_token"
    __table_args__ = (
        UniqueConstraint("tenant_id", "digest", name="uq_api_token_digest"),
        CheckConstraint("cardinality(roles) > 0", name="some_role"),
        CheckConstraint("label <> ''", name="label_given"),
    )

    secret = ""
    """Known only in the unit of work that creates the token; not a column."""

    version: Mapped[int] = mapped_column(default=1)
    label: Mapped[str]
    digest: Mapped[str]
    roles: Mapped[list[str]]
    scopes: Mapped[list[str]] = mapped_column(default=list, server_default="{}")
    """Within the roles, the only things that the token may do; empty when the roles alone decide."""
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @property
    def scope_labels(self) -> list[str]:
        return [SCOPES.get(scope, scope) for scope in self.scopes]

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    def last_day(self, time_zone: str) -> date:
        """Last day of validity where the network is."""
        return (self.expires_at - timedelta(seconds=1)).astimezone(ZoneInfo(time_zone)).date()

    def snapshot(self) -> ApiTokenSaved:
        return ApiTokenSaved(
            token_id=self.id,
            version=self.version,
            digest=self.digest,
            roles=list(self.roles),
            scopes=list(self.scopes),
            expires_at=self.expires_at,
            revoked=self.revoked_at is not None,
        )
