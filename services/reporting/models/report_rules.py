"""A network's own delays: a copy fed by the directory."""

from sqlalchemy.orm import Mapped

from services.reporting.models.base import Base
from shared.tenancy import TenantOwned


class ReportRules(TenantOwned, Base):
    """One row a network, ``id = tenant_id``; none means the delays of :mod:`services.reporting.domain.rules`."""

    __tablename__ = "report_rules"

    version: Mapped[int]
    grace_days: Mapped[int]
    review_days: Mapped[int]
