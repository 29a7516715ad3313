"""What a structure lends, as the sessions service counts it: no thing and no borrower is known here."""

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned


class LendingStock(TenantOwned, Base):
    """``id``: of the structure. No foreign key: news of it may come before the structure, and after it."""

    __tablename__ = "lending_stock"

    version: Mapped[int]
    stock: Mapped[dict[str, int]] = mapped_column(JSONB)
    """Kind of thing → how many; a kind that it lacks is not there."""
    available: Mapped[dict[str, int]] = mapped_column(JSONB)
    """Kind → how many of them are not lent at the moment."""
