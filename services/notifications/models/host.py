"""A structure of the directory, as far as meetings need to know: a copy fed by the directory."""

from sqlalchemy.orm import Mapped

from services.notifications.models.base import Base
from shared.tenancy import TenantOwned


class Host(TenantOwned, Base):
    """``id`` is the structure's. Only the highest ``version`` seen is kept."""

    __tablename__ = "host"

    version: Mapped[int]
    label: Mapped[str]
    commune: Mapped[str]
    address: Mapped[str]
    can_host: Mapped[bool]
    seats: Mapped[int | None]
    is_active: Mapped[bool]

    @property
    def full_address(self) -> str:
        """« Médiathèque, 12 rue Basse, Reims », without what is unknown or said twice."""
        parts = [self.label, self.address]
        if self.commune and self.commune.casefold() not in self.address.casefold():
            parts.append(self.commune)
        return ", ".join(part for part in parts if part)
