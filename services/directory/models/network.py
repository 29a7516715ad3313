"""A departmental network: the tenant."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.events.directory import NetworkSaved
from shared.tenancy import TenantOwned


class Network(TenantOwned, Base):
    """Owns everything else; its own row is its tenant's, hence ``id = tenant_id``."""

    __tablename__ = "network"
    __table_args__ = (
        CheckConstraint("id = tenant_id", name="is_its_own_tenant"),
        CheckConstraint("status IN ('open', 'suspended')", name="status_known"),
        CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_written"),
        CheckConstraint("label <> ''", name="label_given"),
    )

    version: Mapped[int] = mapped_column(default=1)
    slug: Mapped[str]
    """Short name in addresses, unique by the copy that every address is resolved by (``network_copy``)."""
    label: Mapped[str]
    department: Mapped[str]
    time_zone: Mapped[str]
    colour: Mapped[str]
    sender_name: Mapped[str]
    """Name under which the network's letters arrive."""
    status: Mapped[str] = mapped_column(default="open")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    def snapshot(self) -> NetworkSaved:
        return NetworkSaved(
            network_id=self.id,
            version=self.version,
            slug=self.slug,
            label=self.label,
            department=self.department,
            time_zone=self.time_zone,
            colour=self.colour,
            status=self.status,
            sender_name=self.sender_name,
        )
