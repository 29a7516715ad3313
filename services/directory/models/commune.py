"""Communes of France: a reference that every network reads and that belongs to none."""

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base


class Commune(Base):
    """A commune or, in Paris, Lyon and Marseille, also an arrondissement.

    The database's function ``load_communes`` writes it; the application role only reads it.
    """

    __tablename__ = "commune"
    __table_args__ = (Index("ix_commune_department_name_key", "department", "name_key"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    """INSEE code."""
    department: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    """As :func:`services.directory.domain.search_text.plain` writes it."""
    intercommunality: Mapped[str]
    """Name of the group of communes that it belongs to; may be empty."""
    is_divided: Mapped[bool]
    """Its arrondissements are here too, and are what is counted."""
    population: Mapped[int | None]
    latitude: Mapped[float]
    longitude: Mapped[float]
    """Of the town hall, WGS84 degrees; when it is not known, of the middle of the commune."""
    outline: Mapped[list[list[list[float]]]] = mapped_column(JSONB)
    """Rings of ``[longitude, latitude]``, holes among them."""


class CommuneEdition(Base):
    """Which edition of the reference a department was loaded from."""

    __tablename__ = "commune_edition"

    department: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[str]
