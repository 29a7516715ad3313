"""What the directory knows of the network's reports: their names, and whether somebody is to read them over."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class ReportCopy(TenantOwned, Base):
    """``id``: of the edition, in the reporting service. A published one is no draft again, whatever comes late."""

    __tablename__ = "report_copy"
    __table_args__ = (
        Index("ix_report_copy_draft", "tenant_id", "title", "id", postgresql_where=text("NOT is_published")),
    )

    title: Mapped[str]
    is_published: Mapped[bool] = mapped_column(default=False)
