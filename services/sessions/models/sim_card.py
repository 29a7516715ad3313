"""SIM cards: received by lots, given one by one."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.sessions.errors import SimAlreadyGiven
from services.sessions.models.base import Base
from services.sessions.models.person import Person
from services.sessions.models.purchase import Purchase
from shared.tenancy import TenantOwned, tenant_foreign_key


class SimReception(TenantOwned, Base):
    """A lot of SIM cards of one operator."""

    __tablename__ = "sim_reception"
    __table_args__ = (tenant_foreign_key("purchase"), CheckConstraint("quantity > 0", name="quantity"))

    operator: Mapped[str]
    quantity: Mapped[int]
    received_on: Mapped[date]
    purchase_id: Mapped[UUID | None]

    purchase: Mapped[Purchase | None] = relationship(viewonly=True)


class SimCard(TenantOwned, Base):
    """One card, known by the number printed on it (ICCID). It is given, never lent."""

    __tablename__ = "sim_card"
    __table_args__ = (
        tenant_foreign_key("sim_reception", "reception_id"),
        tenant_foreign_key("person"),
        UniqueConstraint("tenant_id", "iccid", name="uq_sim_card_iccid"),
        Index("ix_sim_card_person", "tenant_id", "person_id"),
        CheckConstraint("(person_id IS NULL) = (given_on IS NULL)", name="given"),
        CheckConstraint("iccid ~ '^89[0-9]{16,18}$'", name="iccid"),
    )

    iccid: Mapped[str]
    operator: Mapped[str]
    reception_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    given_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    reception: Mapped[SimReception] = relationship(viewonly=True)
    person: Mapped[Person | None] = relationship(viewonly=True)

    @property
    def is_given(self) -> bool:
        return self.given_on is not None

    @property
    def shown_iccid(self) -> str:
        """Groups of four digits, as printed on the card."""
        return "\N{NARROW NO-BREAK SPACE}".join(self.iccid[start : start + 4] for start in range(0, len(self.iccid), 4))

    def give(self, person_id: UUID, *, on: date) -> None:
        """Raises SimAlreadyGiven."""
        if self.is_given:
            raise SimAlreadyGiven
        self.person_id, self.given_on = person_id, on
        self.version += 1
