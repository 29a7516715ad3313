"""What the sessions service needs to know of a structure of the directory."""

from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned


class StructureCopy(TenantOwned, Base):
    """Copy of a structure, fed by ``StructureSaved``.

    A row with version 0 is a placeholder: something here points at a structure of which no news has come yet.
    """

    __tablename__ = "structure_copy"

    version: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(default="")
    commune: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    search_key: Mapped[str] = mapped_column(default="")
    stock_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of the last news of what this structure lends (``usecases/placements.py``)."""

    @property
    def name(self) -> str:
        """As shown to people: « Médiathèque, Pau »."""
        return ", ".join(part for part in (self.label, self.commune) if part) or "Structure en cours d’arrivée"
