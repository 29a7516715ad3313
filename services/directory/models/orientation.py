"""A person sent to a named referent, and each step of what became of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.domain import orientations as rules
from services.directory.errors import OrientationOver
from services.directory.models.base import Base
from services.directory.models.structure import Structure
from shared.actor import SYSTEM
from shared.personal_data import ERASED_NAME
from shared.tenancy import TenantOwned, tenant_foreign_key

MOMENT = DateTime(timezone=True)


class Orientation(TenantOwned, Base):
    """``chain_id``: shared by the orientations of one person, as far as the network can recognise them."""

    __tablename__ = "orientation"
    __table_args__ = (
        tenant_foreign_key("structure"),
        tenant_foreign_key("referent"),
        CheckConstraint(
            "state IN ('sent', 'accepted', 'appointed', 'met', 'closed', 'declined', 'expired')", name="state_known"
        ),
        CheckConstraint("(state = 'closed') = (outcome <> '')", name="outcome_when_closed"),
        CheckConstraint("state <> 'declined' OR reason <> ''", name="reason_when_declined"),
        CheckConstraint("state IN ('closed', 'declined', 'expired') = (ended_on IS NOT NULL)", name="ended_when_over"),
        CheckConstraint("contact_kind IN ('phone', 'email', 'none')", name="contact_known"),
        Index("ix_orientation_structure", "tenant_id", "structure_id", "id"),
        Index("ix_orientation_referent", "tenant_id", "referent_id"),
        Index("ix_orientation_sender", "tenant_id", "sender_account_id", "id"),
        Index("ix_orientation_chain", "tenant_id", "chain_id"),
        Index("ix_orientation_name_digest", "tenant_id", "name_digest"),
        Index("ix_orientation_phone_digest", "tenant_id", "phone_digest"),
    )

    version: Mapped[int] = mapped_column(default=1)
    chain_id: Mapped[UUID]
    previous_id: Mapped[UUID | None]
    """The orientation that this one takes further."""
    structure_id: Mapped[UUID]
    referent_id: Mapped[UUID | None]
    """None for those sent before referents without an account could be."""
    referent_account_id: Mapped[UUID | None]
    referent_label: Mapped[str]
    referent_email: Mapped[str]
    sender_account_id: Mapped[UUID | None]
    sender_label: Mapped[str]
    sender_structure_id: Mapped[UUID | None]
    """Of which the sender is referent; none when there are several, for nothing says on behalf of which."""
    themes: Mapped[list[str]]
    need: Mapped[str] = mapped_column(default="")
    person_label: Mapped[str]
    """Name or initials; empty once erased."""
    birth_year: Mapped[int | None]
    contact_kind: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    """Telephone in E.164, or e-mail address."""
    consent_on: Mapped[date]
    """Day on which the person agreed to be sent to this referent."""
    wished_delay: Mapped[str]
    name_digest: Mapped[str | None]
    phone_digest: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=rules.SENT)
    outcome: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    appointment_at: Mapped[datetime | None] = mapped_column(MOMENT)
    appointment_place: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date]
    answered_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    erased_on: Mapped[date | None]

    structure: Mapped[Structure] = relationship(lazy="selectin")
    steps: Mapped[list["OrientationStep"]] = relationship(order_by="OrientationStep.id", viewonly=True)

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def way(self) -> str:
        """How the referent is reached."""
        return rules.way_to(self.referent_account_id, self.referent_email)

    @property
    def is_to_be_called(self) -> bool:
        return self.way == rules.PHONE and self.state == rules.SENT

    @property
    def state_label(self) -> str:
        return rules.OUTCOMES[self.outcome] if self.outcome else rules.STATES[self.state]

    def may_become(self, state: str) -> bool:
        return self.state in rules.FOLLOWS[state]

    def become(self, state: str, today: date) -> None:
        """Raises OrientationOver when ``state`` cannot follow the present one."""
        if not self.may_become(state):
            raise OrientationOver(state=self.state_label.lower())
        self.state = state
        self.version += 1
        if state not in rules.OPEN:
            self.ended_on = today

    def erase_person(self, today: date) -> None:
        """What is left serves to count: no name, no contact, no words, no digest."""
        self.person_label = self.need = self.contact = self.reason = self.appointment_place = ""
        self.birth_year = self.name_digest = self.phone_digest = None
        self.erased_on = today
        if self.state == rules.DECLINED:
            self.reason = "effacée"

    def erase_referent(self) -> None:
        """The structure stays, for the figures; the name goes from the history too."""
        for step in self.steps:
            step.sentence = rules.with_other_name(step.sentence, self.referent_label, ERASED_NAME)
        self._erase_steps_of(self.referent_account_id, self.referent_label)
        self.referent_label, self.referent_email = ERASED_NAME, ""

    def erase_sender(self) -> None:
        self._erase_steps_of(self.sender_account_id, self.sender_label)
        self.sender_label = ERASED_NAME

    def erase_everybody(self, today: date) -> None:
        """The person, the two professionals, and whoever wrote in the history. What is left serves to count."""
        self.erase_referent()
        self.erase_sender()
        for step in self.steps:
            step.erase_author()
            step.note = ""
        if self.erased_on is None:
            self.erase_person(today)

    def _erase_steps_of(self, account_id: UUID | None, label: str) -> None:
        for step in self.steps:
            if (step.by_account_id, step.by_label) == (account_id, label):
                step.erase_author()


class OrientationStep(TenantOwned, Base):
    """One line of the history: never changed, but for its note and its names when somebody is erased."""

    __tablename__ = "orientation_step"
    __table_args__ = (
        tenant_foreign_key("orientation"),
        Index("ix_orientation_step_orientation", "tenant_id", "orientation_id", "id"),
    )

    orientation_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(MOMENT)
    state: Mapped[str]
    sentence: Mapped[str]
    """What happened, in French, without anything about the person. May name the referent."""
    note: Mapped[str] = mapped_column(default="")
    by_account_id: Mapped[UUID | None]
    by_label: Mapped[str]

    def erase_author(self) -> None:
        """« Maillage » is nobody."""
        self.by_label = self.by_label if self.by_label == SYSTEM.label else ERASED_NAME
