"""A member's invitation to a meeting, and the answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.models.base import Base
from shared.events.notifications import InvitationAnswered
from shared.tenancy import TenantOwned, tenant_foreign_key

ACCEPTED, TENTATIVE, DECLINED = "accepted", "tentative", "declined"
ANSWERS = {ACCEPTED: "oui", TENTATIVE: "peut-être", DECLINED: "non"}


class Invitation(TenantOwned, Base):
    """One row a guest, fixed when the meeting is planned; until it has taken place the address follows the guest."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("tenant_id", "meeting_id", "account_id", name="uq_invitation_guest"),
        tenant_foreign_key("meeting"),
        CheckConstraint("answer IN ('accepted', 'tentative', 'declined')", name="answer_known"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_with_answer"),
    )

    meeting_id: Mapped[UUID]
    account_id: Mapped[UUID]
    email: Mapped[str]
    name: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reminded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(default=0)

    @property
    def answer_label(self) -> str:
        return ANSWERS.get(self.answer or "", "sans réponse")

    def reply(self, answer: str, at: datetime) -> None:
        """The last answer counts."""
        self.answer, self.answered_at = answer, at
        self.version += 1

    def forget_answer(self) -> None:
        """The date has changed: what was answered was about another day."""
        self.answer = self.answered_at = self.reminded_at = None

    def answered(self) -> InvitationAnswered:
        return InvitationAnswered(
            invitation_id=self.id, version=self.version, meeting_id=self.meeting_id, answer=self.answer or ""
        )
