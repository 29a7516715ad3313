"""The person to ask for at a structure, by name."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

KEEPERS = "keepers"
MEMBERS = "members"
PUBLIC = "public"

VISIBILITIES = {
    KEEPERS: "Aux animateurs et aux référents de la structure",
    MEMBERS: "Aux membres du réseau",
    PUBLIC: "À tout le monde, sur la page publique",
}
"""To whom the person agreed to be shown; anything wider than the keepers needs a dated consent (GDPR, article 7)."""


class Referent(TenantOwned, Base):
    """One row for each structure of which the person is referent, with an account or not.

    With an account, in the role of referent, the person may amend the structure's record as long as the row is
    current, whether its validity is over or not. Nothing else says of which structures a member is referent: two
    places could disagree.

    Kept after ``removed_at``, so that what was sent to the person still has a name.
    """

    __tablename__ = "referent"
    __table_args__ = (
        tenant_foreign_key("structure"),
        tenant_foreign_key("membership"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("shown_to IN ('keepers', 'members', 'public')", name="shown_to_known"),
        CheckConstraint("shown_to = 'keepers' OR consented_on IS NOT NULL", name="shown_with_consent"),
        Index("ix_referent_structure", "tenant_id", "structure_id"),
        Index("ix_referent_membership", "tenant_id", "membership_id"),
        Index(
            "uq_referent_member",
            *("tenant_id", "structure_id", "membership_id"),
            unique=True,
            postgresql_where=text("removed_at IS NULL AND membership_id IS NOT NULL"),
        ),
    )

    structure_id: Mapped[UUID]
    membership_id: Mapped[UUID | None]
    """The same person as a member of the network, when the person has an account."""
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    """« Directrice », « Médiateur numérique »…"""
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    """E.164."""
    valid_until: Mapped[date]
    """Last day on which the network may rely on it without asking again."""
    shown_to: Mapped[str] = mapped_column(default=KEEPERS)
    consented_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    removed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def is_current(self) -> bool:
        return self.removed_at is None

    def is_valid(self, today: date) -> bool:
        return self.is_current and self.valid_until >= today

    def is_same_person(self, other: "Referent") -> bool:
        """Two members are two persons; else the name and the address say it."""
        if self.membership_id and other.membership_id:
            return self.membership_id == other.membership_id
        return (self.name.casefold(), self.email) == (other.name.casefold(), other.email)

    @property
    def shown_to_label(self) -> str:
        return VISIBILITIES[self.shown_to]

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace("-", " ").split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
