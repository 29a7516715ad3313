"""What the national geocoder answered about the address of a structure."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.models.base import Base
from services.directory.models.structure import Structure
from shared.tenancy import TenantOwned, tenant_foreign_key

APPLIED, DOUBTFUL, REFUSED, UNKNOWN = "applied", "doubtful", "refused", "unknown"
STATES_SAID = {APPLIED: "placée", DOUBTFUL: "à confirmer", REFUSED: "refusée", UNKNOWN: "introuvable"}


class Geocoding(TenantOwned, Base):
    """One per structure; also the cache of what was ``asked``: the same address is not asked twice.

    ``applied``: the structure has these coordinates. ``doubtful``: a person decides. ``refused``: a person said no.
    ``unknown``: the geocoder found nothing.
    """

    __tablename__ = "geocoding"
    __table_args__ = (
        tenant_foreign_key("structure"),
        UniqueConstraint("tenant_id", "structure_id", name="uq_geocoding_structure_id"),
        CheckConstraint("state IN ('applied', 'doubtful', 'refused', 'unknown')", name="state_known"),
        CheckConstraint("(state = 'unknown') = (latitude IS NULL)", name="located_unless_unknown"),
        Index("ix_geocoding_state", "tenant_id", "state"),
        Index("ix_geocoding_asked", "tenant_id", "asked"),
    )

    structure_id: Mapped[UUID]
    asked: Mapped[str]
    """Address, postal code and commune, as sent."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str]
    score: Mapped[float | None]
    """The geocoder's trust in its answer, from 0 to 1."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    commune_code: Mapped[str] = mapped_column(default="")
    found: Mapped[str] = mapped_column(default="")
    """The address that the geocoder understood."""
    structure: Mapped[Structure] = relationship(lazy="raise", viewonly=True)
