"""A file of structures that somebody sent, or records that they chose to complete, and what it would do."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, and_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.directory.errors import ImportAbandoned, ImportBusy, PreviewOutdated
from services.directory.models.base import Base
from services.directory.models.structure import Structure
from shared.tenancy import TenantOwned

TO_MAP = "to_map"
READING = "reading"
FAILED = "failed"
PREVIEWED = "previewed"
APPLYING = "applying"
APPLIED = "applied"
UNDOING = "undoing"
UNDONE = "undone"
ABANDONED = "abandoned"
STATES_SAID = {
    TO_MAP: "à faire correspondre",
    READING: "en lecture",
    FAILED: "refusé",
    PREVIEWED: "aperçu",
    APPLYING: "en application",
    APPLIED: "appliqué",
    UNDOING: "en annulation",
    UNDONE: "annulé",
    ABANDONED: "abandonné",
}
STATES = tuple(STATES_SAID)
CONFIRMED = (PREVIEWED, APPLYING, APPLIED, UNDOING, UNDONE)
"""Somebody has seen what the file would do, read with this mapping if it has one."""


class StructureImport(TenantOwned, Base):
    """Previewed first, then applied as a whole or abandoned. The file stays in the object storage for a month.

    A table that is not in the national schema waits for its mapping (``to_map``). Long files are read, applied and
    taken back in the background (``reading``, ``applying``, ``undoing``).
    """

    __tablename__ = "structure_import"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state_known"),
        CheckConstraint(
            "(state IN ('applied', 'undoing', 'undone')) = (applied_at IS NOT NULL)", name="applied_at_when_applied"
        ),
        Index("ix_structure_import_created_at", "tenant_id", "created_at", "id"),
        Index("ix_structure_import_headings", "tenant_id", "headings_digest", "created_at"),
    )

    file_name: Mapped[str]
    file_key: Mapped[str]
    """Key of the file in the object storage; empty once it is erased."""
    state: Mapped[str] = mapped_column(default=PREVIEWED)
    preview: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """As shown on screen: :mod:`services.directory.national.previews`."""
    digest: Mapped[str] = mapped_column(default="")
    """Of the changes that the preview announced: what is applied must be what was seen."""
    completion: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """:class:`services.directory.domain.completion.Completion`, when the lines are not those of a file but records
    chosen in the directory, whose identifiers ``file_key`` names; ``file_name`` then says it in words."""
    mapping: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """:class:`services.directory.domain.table_mapping.TableMapping`; none for a file in the national schema."""
    headings_digest: Mapped[str] = mapped_column(default="")
    """Of a table with a mapping: its refused lines come back with the same headings, and are read alike."""
    mapping_label: Mapped[str] = mapped_column(default="")
    """Of the saved mapping that was proposed."""
    lines_count: Mapped[int] = mapped_column(default=0)
    lines_read: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    """Why the work in the background ended without a preview or without effect: a French sentence."""
    created_count: Mapped[int] = mapped_column(default=0)
    changed_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)
    refused_count: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB, deferred=True)
    """What undoing needs; kept for the last applied import only."""
    account_id: Mapped[UUID | None]
    account_label: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def applicable_count(self) -> int:
        return self.created_count + self.changed_count + self.unchanged_count

    @property
    def to_mend_count(self) -> int:
        """Lines of the file of refused lines: those left out, and those taken without their person."""
        people = (self.preview or {}).get("referents", {})
        return self.refused_count + people.get("refused_count", 0)

    @property
    def is_applied(self) -> bool:
        return self.state == APPLIED

    @property
    def is_previewed(self) -> bool:
        return self.state == PREVIEWED

    @property
    def is_busy(self) -> bool:
        return self.state in (READING, APPLYING, UNDOING)

    def begin_reading(self) -> None:
        """Raises ImportAbandoned, ImportBusy, or PreviewOutdated once it is applied."""
        self._refuse_unless(TO_MAP, PREVIEWED, FAILED, READING)
        self.state, self.failure, self.lines_read = READING, "", 0

    def show_preview(self, preview: dict[str, Any], digest: str, counts: dict[str, int]) -> None:
        self.state, self.preview, self.digest = PREVIEWED, preview, digest
        for name, count in counts.items():
            setattr(self, f"{name}_count", count)

    def fail(self, sentence: str, state: str = FAILED) -> None:
        self.state, self.failure = state, sentence

    def begin_applying(self) -> None:
        self._refuse_unless(PREVIEWED, APPLYING)
        self.state, self.failure = APPLYING, ""

    def mark_applied(self, now: datetime) -> None:
        """Raises ImportAbandoned, ImportBusy."""
        self._refuse_unless(PREVIEWED, APPLYING)
        self.state, self.applied_at = APPLIED, now
        self._forget_people()

    def begin_undoing(self) -> None:
        self.state, self.failure = UNDOING, ""

    def mark_undone(self, now: datetime) -> None:
        self.state, self.undone_at, self.before = UNDONE, now, None

    def abandon(self) -> None:
        """Raises ImportBusy while it is being written. What is applied stays."""
        if self.state in (APPLYING, UNDOING):
            raise ImportBusy
        if self.state in (TO_MAP, READING, FAILED, PREVIEWED):
            self.state = ABANDONED
            self._forget_people()

    def _forget_people(self) -> None:
        """The names of referents are shown for somebody to check them; then their number is enough."""
        if people := (self.preview or {}).get("referents"):
            counts = {name: count for name, count in people.items() if name.endswith("_count")}
            self.preview = {**self.preview, "referents": counts}

    def forget_file(self) -> None:
        """The file is erased, and what was copied from it. What could still be undone can be; nothing else can.

        How many referents came with it stays: undoing takes them back, and says so.
        """
        if self.applied_at is None:
            self.state = ABANDONED
        self._forget_people()
        self.preview = {name: counts for name, counts in (self.preview or {}).items() if name == "referents"}
        self.file_key, self.mapping, self.failure = "", None, ""

    def _refuse_unless(self, *states: str) -> None:
        if self.state == ABANDONED:
            raise ImportAbandoned
        if self.is_busy and self.state not in states:
            raise ImportBusy
        if self.state not in states:
            raise PreviewOutdated


def came_with(session: Session, structure_id: UUID) -> tuple[str, str] | None:
    """The import that created a structure, and its address: both bear the instant of one unit of work."""
    same = (Structure.tenant_id == StructureImport.tenant_id, Structure.created_at == StructureImport.applied_at)
    query = select(StructureImport.file_name, StructureImport.id).join(Structure, and_(*same))
    found = session.execute(query.where(Structure.id == structure_id)).first()
    if found is None:
        return None
    return f"l’import « {found.file_name} »", f"/annuaire/{{network}}/structures/imports/{found.id}"
