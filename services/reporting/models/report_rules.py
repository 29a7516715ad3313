"""A network's own delays and threshold: a copy fed by the directory."""

from sqlalchemy.orm import Mapped, mapped_column

from services.reporting.domain.rules import SMALL_NUMBER
from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class ReportRules(TenantOwned, Base):
    """One row a network, ``id = tenant_id``; none means those of :mod:`services.reporting.domain.rules`."""

    __tablename__ = "report_rules"

    version: Mapped[int]
    grace_days: Mapped[int]
    review_days: Mapped[int]
    small_number: Mapped[int] = mapped_column(default=SMALL_NUMBER, server_default=str(SMALL_NUMBER))
