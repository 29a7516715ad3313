"""A tagged piece of equipment."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.sessions.errors import ItemAlreadyLent, ItemUnavailable
from services.sessions.models.base import Base
from services.sessions.models.purchase import Purchase
from services.sessions.models.structure_copy import StructureCopy
from shared.tenancy import TenantOwned, tenant_foreign_key


class ItemKind(StrEnum):
    TABLET = "tablet"
    LAPTOP = "laptop"
    SMARTPHONE = "smartphone"
    ROUTER = "router"
    COVER = "cover"
    CHARGER = "charger"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    ItemKind.TABLET: "Tablette",
    ItemKind.LAPTOP: "Ordinateur portable",
    ItemKind.SMARTPHONE: "Smartphone",
    ItemKind.ROUTER: "Routeur 4G",
    ItemKind.COVER: "Pochette",
    ItemKind.CHARGER: "Chargeur",
    ItemKind.OTHER: "Autre matériel",
}


class ItemStatus(StrEnum):
    AVAILABLE = "available"
    LENT = "lent"
    REPAIR = "repair"
    LOST = "lost"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        return _STATUSES[self]


_STATUSES = {
    ItemStatus.AVAILABLE: "Disponible",
    ItemStatus.LENT: "En prêt",
    ItemStatus.REPAIR: "En réparation",
    ItemStatus.LOST: "Introuvable",
    ItemStatus.RETIRED: "Hors service",
}


class Item(TenantOwned, Base):
    """One thing that can be lent, known by the tag stuck on it."""

    __tablename__ = "item"
    __table_args__ = (
        tenant_foreign_key("purchase"),
        tenant_foreign_key("structure_copy", "structure_id"),
        Index("ix_item_structure", "tenant_id", "structure_id"),
        UniqueConstraint("tenant_id", "tag", name="uq_item_tag"),
        UniqueConstraint("tenant_id", "id", "item_no", name="uq_item_number"),
        Index("uq_item_serial", "tenant_id", "serial", unique=True, postgresql_where=text("serial IS NOT NULL")),
        CheckConstraint("price_cents >= 0", name="price"),
        CheckConstraint("tag <> ''", name="tag"),
    )

    item_no: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    """Number unique in the installation: the exclusion constraint of loans needs an integer."""
    tag: Mapped[str]
    kind: Mapped[str]
    model: Mapped[str]
    serial: Mapped[str | None]
    purchase_id: Mapped[UUID | None]
    structure_id: Mapped[UUID | None]
    """Where it is kept, and who lends it; None: nowhere in particular."""
    price_cents: Mapped[int | None]
    status: Mapped[str] = mapped_column(default=ItemStatus.AVAILABLE)
    since: Mapped[date]
    """Day from which the status holds."""
    version: Mapped[int] = mapped_column(default=1)

    purchase: Mapped[Purchase | None] = relationship(viewonly=True)
    structure: Mapped[StructureCopy | None] = relationship(viewonly=True)

    @property
    def kind_label(self) -> str:
        return ItemKind(self.kind).label

    @property
    def status_label(self) -> str:
        return ItemStatus(self.status).label

    @property
    def is_available(self) -> bool:
        return self.status == ItemStatus.AVAILABLE

    @property
    def is_lent(self) -> bool:
        return self.status == ItemStatus.LENT

    def check_may_be_lent(self) -> None:
        """Raises ItemAlreadyLent or ItemUnavailable."""
        if self.is_lent:
            raise ItemAlreadyLent
        if not self.is_available:
            raise ItemUnavailable(status=self.status_label.lower())

    def become(self, status: str, *, on: date) -> None:
        self.status = ItemStatus(status)
        self.since = on
        self.version += 1
