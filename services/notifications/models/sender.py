"""Name and address under which a network's letters arrive: a copy fed by the directory."""

from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.tenancy import TenantOwned


class Sender(TenantOwned, Base):
    """One row a network, ``id = tenant_id``; an empty name means the network's own."""

    __tablename__ = "sender"

    version: Mapped[int]
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="", server_default="")
    """The network's own, used as long as the operator allows its domain; empty: the installation's."""
    reply_to: Mapped[str] = mapped_column(default="", server_default="")
