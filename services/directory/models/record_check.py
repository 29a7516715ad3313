"""The question « is this still right? » put to a referent, and what became of it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.models.base import Base
from shared.tenancy import TenantOwned, tenant_foreign_key

RECORD = "record"
REFERENT = "referent"

STILL_RIGHT = "still_right"
CORRECTED = "corrected"
SOMEBODY_ELSE = "somebody_else"
ANSWERS = {
    STILL_RIGHT: "c’est toujours juste",
    CORRECTED: "fiche corrigée",
    SOMEBODY_ELSE: "n’est plus la bonne personne",
}
VALID_FOR = timedelta(days=60)
"""From the last mail: long enough for a return from holidays."""


class RecordCheck(TenantOwned, Base):
    """``kind`` ``record``: about the structure's record; ``referent``: about the referent's own validity.

    One row for each threshold reached and each day from which it was counted, so that nobody is asked twice by itself.
    """

    __tablename__ = "record_check"
    __table_args__ = (
        tenant_foreign_key("structure"),
        tenant_foreign_key("referent"),
        CheckConstraint("kind IN ('record', 'referent')", name="kind_known"),
        CheckConstraint("answer IN ('still_right', 'corrected', 'somebody_else')", name="answer_known"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_with_an_answer"),
        Index("ix_record_check_email", "tenant_id", "email"),
        Index("uq_record_check_record", *("tenant_id", "structure_id", "state", "about"), unique=True,
              postgresql_where=text("kind = 'record'")),
        Index("uq_record_check_referent", *("tenant_id", "referent_id", "about"), unique=True,
              postgresql_where=text("kind = 'referent'")),
    )  # fmt: skip

    kind: Mapped[str]
    structure_id: Mapped[UUID]
    referent_id: Mapped[UUID]
    state: Mapped[str]
    """The threshold: ``watch``, ``check`` or ``refresh``; ``ended`` for a referent's validity."""
    about: Mapped[date]
    """The record's last verification, or the end of the validity."""
    email: Mapped[str]
    """Empty when the referent was asked by telephone."""
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """Of the last mail, or of the call."""
    times: Mapped[int]
    """How many mails and calls have asked it."""
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def answer_label(self) -> str:
        return ANSWERS.get(self.answer or "", "sans réponse")

    @property
    def is_by_phone(self) -> bool:
        return not self.email

    def is_usable(self, now: datetime) -> bool:
        return now < self.sent_at + VALID_FOR

    def close(self, answer: str, now: datetime) -> None:
        """The last answer counts: somebody may confirm, then see a mistake and correct."""
        self.answer, self.answered_at = answer, now
