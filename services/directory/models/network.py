"""A departmental network: the tenant."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.events.directory import NetworkSaved
from shared.logos import PATTERN
from shared.network_status import CLOSED, CLOSING, OPEN, SUSPENDED
from shared.tenancy import TenantOwned

STATUSES = {OPEN: "ouvert", CLOSING: "en fermeture", CLOSED: "fermé", SUSPENDED: "suspendu"}
MONTHS_GROW = "watch_months BETWEEN 1 AND check_months - 1 AND refresh_months BETWEEN check_months + 1 AND 60"


class Network(TenantOwned, Base):
    """Owns everything else; its own row is its tenant's, hence ``id = tenant_id``."""

    __tablename__ = "network"
    __table_args__ = (
        CheckConstraint("id = tenant_id", name="is_its_own_tenant"),
        CheckConstraint("status IN ('open', 'closing', 'closed', 'suspended')", name="status_known"),
        CheckConstraint("colour ~ '^#[0-9a-f]{6}$'", name="colour_written"),
        CheckConstraint("label <> ''", name="label_given"),
        CheckConstraint(f"logo ~ '^({PATTERN})?$'", name="logo_written"),
        CheckConstraint("grace_days BETWEEN 0 AND 30", name="grace_days_bounded"),
        CheckConstraint("review_days BETWEEN 1 AND 30", name="review_days_bounded"),
        CheckConstraint(MONTHS_GROW, name="months_grow"),
        CheckConstraint("small_number BETWEEN 3 AND 20", name="small_number_bounded"),
        CheckConstraint("low_stock BETWEEN 0 AND 500", name="low_stock_bounded"),
        CheckConstraint("answer_days BETWEEN 7 AND 90", name="answer_days_bounded"),
        CheckConstraint("retention_months BETWEEN 1 AND 24", name="retention_months_bounded"),
    )

    version: Mapped[int] = mapped_column(default=1)
    slug: Mapped[str]
    """Short name in addresses, unique by the copy that every address is resolved by (``network_copy``)."""
    label: Mapped[str]
    department: Mapped[str]
    time_zone: Mapped[str]
    colour: Mapped[str]
    logo: Mapped[str] = mapped_column(default="", server_default="")
    """Name of the picture (:mod:`shared.logos`); empty without one."""
    sender_name: Mapped[str]
    """Name under which the network's letters arrive."""
    reply_to: Mapped[str] = mapped_column(default="", server_default="")
    """Where answers to the letters go; empty: to the sender's own address."""
    sender_address: Mapped[str] = mapped_column(default="", server_default="")
    """From which the letters leave, confirmed by who reads it; empty: the installation's."""
    grace_days: Mapped[int] = mapped_column(default=5, server_default="5")
    """Days after the end of a quarter before its report is made."""
    review_days: Mapped[int] = mapped_column(default=7, server_default="7")
    """Days after which a draft that nobody has published publishes itself."""
    small_number: Mapped[int] = mapped_column(default=5, server_default="5")
    """In a report, fewer people than this are withheld."""
    low_stock: Mapped[int] = mapped_column(default=5, server_default="5")
    """From this number of recharges down, the equipment page says that it is time to order."""
    watch_months: Mapped[int] = mapped_column(default=6, server_default="6")
    """Months after which a record is to be watched; then, checked; then, refreshed."""
    check_months: Mapped[int] = mapped_column(default=12, server_default="12")
    refresh_months: Mapped[int] = mapped_column(default=18, server_default="18")
    answer_days: Mapped[int] = mapped_column(default=30, server_default="30")
    """Days after which an orientation that nobody has answered is over."""
    start_hidden: Mapped[bool] = mapped_column(default=False, server_default="false")
    """The guided start was put away, for every administrator."""
    start_skipped: Mapped[list[str]] = mapped_column(default=list, server_default="{}")
    """Codes of its steps that were passed over."""
    retention_months: Mapped[int] = mapped_column(default=24, server_default="24")
    """Months after the last contact after which a person is anonymised (CNIL, 2023-095: two years at most)."""
    status: Mapped[str] = mapped_column(default="open")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    closes_on: Mapped[date | None]
    """Day on which a network in closing closes (:mod:`services.directory.models.closure`)."""

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
            reply_to=self.reply_to,
            sender_address=self.sender_address,
            grace_days=self.grace_days,
            review_days=self.review_days,
            closes_on=self.closes_on,
            small_number=self.small_number,
            low_stock=self.low_stock,
            logo=self.logo,
            retention_months=self.retention_months,
        )
