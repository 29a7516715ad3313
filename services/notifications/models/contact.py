"""How to write to a member: a copy fed by the directory."""

from datetime import datetime

from sqlalchemy import DateTime, func
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.tenancy import TenantOwned


class Contact(TenantOwned, Base):
    """``id`` is the account's. Only the highest ``version`` seen is kept."""

    __tablename__ = "contact"

    version: Mapped[int]
    email: Mapped[str]
    display_name: Mapped[str]
    roles: Mapped[list[str]]
    is_active: Mapped[bool]
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    """When the directory last said something of the member: for one who left, that they did."""
