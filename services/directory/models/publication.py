"""What the network shows to everybody."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class Publication(TenantOwned, Base):
    """One row per network, ``id = tenant_id``; a network older than this row has not chosen yet: :meth:`unchosen`."""

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("id = tenant_id", name="is_of_its_network"),
        CheckConstraint("licence IN ('', 'etalab-2.0', 'odbl-1.0')", name="licence_known"),
    )

    version: Mapped[int] = mapped_column(default=1)
    is_site_open: Mapped[bool] = mapped_column(default=True)
    licence: Mapped[str] = mapped_column(default="")
    """Under which the files may be used again; without one there are no files."""
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @property
    def are_files_open(self) -> bool:
        return self.licence != ""

    @classmethod
    def unchosen(cls) -> "Publication":
        """Of networks that signed up when sites were open from the first day: they stay so."""
        return cls(version=0, is_site_open=True, licence="")
