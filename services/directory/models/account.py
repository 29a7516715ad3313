"""A person who signs in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column

from services.directory.models.base import Base
from shared.ids import new_id
from shared.text_search import folded


class Account(Base):
    """One person, whatever the number of networks. The e-mail address is kept normalised and is unique."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("email", name="uq_account_email"),
        CheckConstraint("email = lower(email)", name="email_normalised"),
        CheckConstraint("display_name <> ''", name="display_name_given"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    display_name: Mapped[str] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sort_name: Mapped[str] = column_property(folded(display_name))
    """Accents aside: Élodie comes before Fatou."""
