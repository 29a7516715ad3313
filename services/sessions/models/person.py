"""People whom the network accompanies."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.sessions.domain.names import search_key
from services.sessions.models.base import Base
from shared.tenancy import TenantOwned


class Person(TenantOwned, Base):
    """A beneficiary. A name and, when there is one, a way to reach the person; never anything about their situation."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_name", "tenant_id", "last_name", "first_name", "id"),)

    first_name: Mapped[str]
    last_name: Mapped[str]
    phone: Mapped[str | None]
    """In the international form E.164: ``+33612345678``."""
    email: Mapped[str | None]
    known_before: Mapped[bool] = mapped_column(default=False)
    """Whether the network already accompanied this person when the record was made."""
    search_key: Mapped[str]
    registered_on: Mapped[date]
    anonymised_on: Mapped[date | None]
    """What named the person was erased on that day; the record stays, so that counts stay true."""

    def describe(
        self, *, first_name: str, last_name: str, phone: str | None, email: str | None, known_before: bool
    ) -> None:
        self.first_name, self.last_name = first_name.strip(), last_name.strip()
        self.phone, self.email = phone or None, email or None
        self.known_before = known_before
        self.search_key = search_key(first_name, last_name, first_name, phone, email)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"
