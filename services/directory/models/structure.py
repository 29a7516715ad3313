"""A structure of the network's directory."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.search_text import commune_key, plain
from services.directory.domain.typologies import typology_label
from services.directory.models.base import Base
from shared.events.directory import StructureSaved
from shared.ids import new_id
from shared.tenancy import TenantOwned, tenant_foreign_key
from shared.text_array import TextArray

ACTIVE = "active"
ARCHIVED = "archived"

Texts = Mapped[list[str]]


def texts() -> Any:
    return mapped_column(default=list)


class Structure(TenantOwned, Base):
    """Town hall, library, association… that helps people with digital tools.

    Holds the 32 fields of the national schema under English names
    (:mod:`services.directory.domain.national_columns`), and what the network needs beside them.
    """

    __tablename__ = "structure"
    __table_args__ = (
        tenant_foreign_key("structure", "merged_into_id"),
        UniqueConstraint("tenant_id", "external_id", name="uq_structure_external_id"),
        CheckConstraint("label <> ''", name="label_given"),
        CheckConstraint("status IN ('active', 'archived')", name="status_known"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="located_or_not"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats_positive"),
        CheckConstraint("computers IS NULL OR computers > 0", name="computers_positive"),
        Index("ix_structure_label_key", "tenant_id", "label_key", "id"),
        Index("ix_structure_located", "tenant_id", "latitude", "longitude"),
        Index("ix_structure_commune_key", "tenant_id", "commune_key", "label_key", "id"),
        Index("ix_structure_updated_on", "tenant_id", "updated_on", postgresql_where=text("status = 'active'")),
        Index("ix_structure_state", "tenant_id", "changed_at", "version"),
    )

    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(default=ACTIVE)
    external_id: Mapped[str]
    """Identifier in national files: what an import recognises the structure by."""
    pivot: Mapped[str] = mapped_column(default="")
    label: Mapped[str]
    commune: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str] = mapped_column(default="")
    """INSEE code."""
    address: Mapped[str] = mapped_column(default="")
    address_extra: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """WGS84 degrees."""
    typologies: Texts = texts()
    phone: Mapped[str] = mapped_column(default="")
    """E.164."""
    emails: Texts = texts()
    websites: Texts = texts()
    opening_hours: Mapped[str] = mapped_column(default="")
    """As OpenStreetMap writes them, or whatever text was given."""
    summary: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    mobility: Texts = texts()
    parent: Mapped[str] = mapped_column(default="")
    updated_on: Mapped[date | None]
    """Day on which somebody last vouched for the record."""
    services: Texts = texts()
    target_audiences: Texts = texts()
    special_care: Texts = texts()
    fees: Texts = texts()
    national_programmes: Texts = texts()
    trainings: Texts = texts()
    other_trainings: Mapped[str] = mapped_column(default="")
    access_modes: Texts = texts()
    support_modes: Texts = texts()
    accessibility_url: Mapped[str] = mapped_column(default="")
    booking_url: Mapped[str] = mapped_column(default="")
    can_host_meetings: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]
    """Places for a meeting of the network."""
    merged_into_id: Mapped[UUID | None]
    """The structure that took this one's place, when both were one; its address leads there."""
    is_public: Mapped[bool] = mapped_column(default=True)
    """Whether the public site and the published files show it."""
    stages: Texts = mapped_column(default=list, server_default="{}")
    """Codes of :data:`services.directory.domain.network_vocabulary.STAGES`."""
    equipment: Texts = mapped_column(default=list, server_default="{}")
    """Codes of :data:`services.directory.domain.network_vocabulary.EQUIPMENT`."""
    computers: Mapped[int | None]
    """How many are free to use."""
    shared_content: Mapped[str] = mapped_column(default="", server_default="")
    """What the place can share with the others: materials, know-how."""
    offered: Texts = mapped_column(default=list, server_default="{}")
    """Themes of its offers, copied here to be searched; :func:`services.directory.usecases.offers.copy_themes`."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    label_key: Mapped[str]
    commune_key: Mapped[str]
    search_text: Mapped[str]

    @property
    def is_active(self) -> bool:
        return self.status == ACTIVE

    @property
    def typology_labels(self) -> list[str]:
        return [typology_label(code) for code in self.typologies]

    def change(self, values: Mapping[str, Any], now: datetime) -> None:
        """The keys for search and sort follow."""
        for name, value in {**values, **search_keys({**self.values(), **values})}.items():
            setattr(self, name, value)
        self.version += 1
        self.changed_at = now

    def offer(self, themes: list[str], now: datetime) -> None:
        """It is found by these from now on. The record says what it said: its version stays, and so may an import of
        it be taken back."""
        if themes != self.offered:
            self.offered = themes
            self.search_text = search_keys(self.values())["search_text"]
            self.changed_at = now

    def values(self) -> dict[str, Any]:
        return {column.key: getattr(self, column.key) for column in self.__table__.columns}

    def snapshot(self) -> StructureSaved:
        return snapshot_of(self.values())


def new_values(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """A complete row, but for its tenant, from the attributes that are known."""
    plain_values, lists = _defaults()
    row = {**plain_values, "id": new_id(), "version": 1, "created_at": now, "changed_at": now, **values}
    row |= {name: [] for name in lists if name not in values}
    row["external_id"] = row["external_id"] or str(row["id"])
    row |= search_keys(row)
    return row


@cache
def _defaults() -> tuple[dict[str, Any], list[str]]:
    """Values by attribute, and the attributes that begin as an empty list."""
    columns = [column for column in Structure.__table__.columns if column.key != "tenant_id"]
    lists = [column.key for column in columns if isinstance(column.type, TextArray)]
    others = [column for column in columns if column.key not in lists]
    return {column.key: column.default.arg if column.default else None for column in others}, lists


def search_keys(values: Mapping[str, Any]) -> dict[str, str]:
    """How the structure is found and sorted, without accents or capitals."""
    label, commune = plain(values["label"]), _often_key(values["commune"])
    kinds = (_often_plain(f"{code} {typology_label(code)}") for code in values["typologies"])
    services = (_often_plain(service) for service in values["services"])
    place = (commune, _often_plain(values["postcode"]), plain(values["address"]))
    offered = (_often_plain(theme) for theme in values["offered"])
    found_by = (label, *place, plain(values["summary"]), *kinds, *services, *offered)
    return {"label_key": label, "commune_key": commune, "search_text": " ".join(filter(None, found_by))}


_often_plain, _often_key = (lru_cache(maxsize=4096)(make) for make in (plain, commune_key))
"""Of what many structures share."""


def snapshot_of(row: Mapping[str, Any]) -> StructureSaved:
    return StructureSaved(
        structure_id=row["id"],
        version=row["version"],
        label=row["label"],
        commune=row["commune"],
        commune_code=row["commune_code"],
        address=row["address"],
        typologies=list(row["typologies"]),
        can_host_meetings=row["can_host_meetings"],
        seats=row["seats"],
        status=row["status"],
    )
