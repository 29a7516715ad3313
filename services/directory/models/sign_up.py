"""A request to open a network, until its author confirms the address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.lifetimes import SIGN_UP_LINK
from services.directory.models.base import Base
from shared.ids import new_id


class SignUp(Base):
    """What the form said. ``network_id`` is chosen now, so that confirming twice cannot open two networks."""

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("digest", name="uq_sign_up_digest"),
        UniqueConstraint("network_id", name="uq_sign_up_network_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    network_id: Mapped[UUID] = mapped_column(default=new_id)
    digest: Mapped[str]
    label: Mapped[str]
    department: Mapped[str]
    structure_label: Mapped[str]
    email: Mapped[str]
    display_name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def is_usable(self, now: datetime) -> bool:
        return self.used_at is None and now < self.created_at + SIGN_UP_LINK
