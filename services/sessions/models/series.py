"""Series of workshop dates."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key


class Kind(StrEnum):
    """What the network organises. The values are those of the events."""

    ATELIER = "atelier"
    PERMANENCE = "permanence"
    FORMATION = "formation"
    WEBINAIRE = "webinaire"
    TEMPS_ECHANGE = "temps_echange"
    CONFERENCE = "conference"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.ATELIER: "Atelier",
    Kind.PERMANENCE: "Permanence",
    Kind.FORMATION: "Formation",
    Kind.WEBINAIRE: "Webinaire",
    Kind.TEMPS_ECHANGE: "Temps d’échange",
    Kind.CONFERENCE: "Conférence",
}

FIRST_GRID = "socle-v1"


class Series(TenantOwned, Base):
    """One or several dated meetings with the same people (« parcours »).

    ``seats_taken`` is kept by a trigger on the enrolments, and the check on it is what makes more enrolments than
    places impossible, whatever the code does.
    """

    __tablename__ = "series"
    __table_args__ = (
        tenant_foreign_key("structure_copy", "structure_id"),
        CheckConstraint("capacity BETWEEN 1 AND 1000", name="capacity"),
        CheckConstraint("seats_taken BETWEEN 0 AND capacity", name="seats"),
        Index("ix_series_structure", "tenant_id", "structure_id"),
    )

    version: Mapped[int] = mapped_column(default=1, server_default="1")
    title: Mapped[str]
    kind: Mapped[str]
    structure_id: Mapped[UUID | None]
    room: Mapped[str] = mapped_column(default="")
    facilitators: Mapped[str] = mapped_column(default="")
    """Names of those who lead it, as typed."""
    capacity: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    grid: Mapped[str] = mapped_column(default=FIRST_GRID)
    """Skills grid and its version; scores of different grids are never mixed."""
    search_key: Mapped[str]

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def is_full(self) -> bool:
        return self.seats_left <= 0
