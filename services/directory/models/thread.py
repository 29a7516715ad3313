"""Discussions between the members of a network."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from services.directory.domain.exchanges import THEMES
from services.directory.domain.lifetimes import REMOVAL_UNDONE
from services.directory.domain.search_text import plain
from services.directory.errors import PostGone, ThreadClosed
from services.directory.models.account import Account
from services.directory.models.base import Base
from shared.ids import new_id
from shared.tenancy import TenantOwned, tenant_foreign_key

MOMENT = DateTime(timezone=True)
FORMER = "Ancien membre"


class Thread(TenantOwned, Base):
    """``last_number``: of its last post. Posts are numbered under the thread's lock, in the order of their commits."""

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        Index("ix_thread_last_post", "tenant_id", "is_pinned", "last_post_at", "id"),
        Index("ix_thread_title", "tenant_id", "title_key", "id"),
    )

    title: Mapped[str]
    title_key: Mapped[str]
    """As it is searched and sorted."""
    theme: Mapped[str] = mapped_column(default="")
    is_pinned: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(MOMENT)
    last_post_at: Mapped[datetime] = mapped_column(MOMENT)
    last_number: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(MOMENT)

    @property
    def theme_label(self) -> str:
        return THEMES.get(self.theme, "")

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def name(self, title: str, theme: str) -> None:
        self.title, self.title_key, self.theme = title, plain(title), theme

    def add(self, *, account_id: UUID | None, author_label: str, body: str, now: datetime) -> "Post":
        """Raises ThreadClosed."""
        self.refuse_when_closed()
        self.last_number, self.last_post_at = self.last_number + 1, now
        post = Post(id=new_id(), thread=self, number=self.last_number, account_id=account_id, written_at=now)
        post.author_label = author_label
        post.write(body)
        return post

    def refuse_when_closed(self) -> None:
        if not self.is_open:
            raise ThreadClosed


class Post(TenantOwned, Base):
    """Taken away by its author (``removed_at``; the words go an hour later), or hidden by who moderates."""

    __tablename__ = "post"
    __table_args__ = (
        tenant_foreign_key("thread"),
        UniqueConstraint("tenant_id", "thread_id", "number", name="uq_post_number"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_reason = '')", name="hidden_with_a_reason"),
        Index("ix_post_account", "tenant_id", "account_id", "thread_id"),
        Index("ix_post_written", "tenant_id", "written_at"),
        Index("ix_post_shown", "tenant_id", "shown_at", postgresql_where=text("shown_at IS NOT NULL")),
        Index(
            "ix_post_removed",
            *("tenant_id", "removed_at"),
            postgresql_where=text("removed_at IS NOT NULL AND body <> ''"),
        ),
    )

    thread_id: Mapped[UUID]
    number: Mapped[int]
    """In its thread, from 1."""
    account_id: Mapped[UUID | None] = mapped_column()
    """None for a program, and for a person who was erased."""
    author_label: Mapped[str] = mapped_column(default="")
    """Of a program; a person has the name of the account."""
    body: Mapped[str]
    """Markdown."""
    search_text: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(MOMENT)
    edited_at: Mapped[datetime | None] = mapped_column(MOMENT)
    removed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    hidden_at: Mapped[datetime | None] = mapped_column(MOMENT)
    hidden_reason: Mapped[str] = mapped_column(default="")
    shown_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """Last time that it came back."""

    thread: Mapped[Thread] = relationship()
    author_name: Mapped[str | None] = column_property(
        select(Account.display_name).where(Account.id == account_id).correlate_except(Account).scalar_subquery()
    )
    author_email: Mapped[str | None] = column_property(
        select(Account.email).where(Account.id == account_id).correlate_except(Account).scalar_subquery(),
        deferred=True,
    )
    """For finding what a person wrote; never shown."""

    @property
    def author(self) -> str:
        return self.author_name or self.author_label or FORMER

    @property
    def is_shown(self) -> bool:
        return self.removed_at is None and self.hidden_at is None

    @property
    def appeared_at(self) -> datetime:
        return self.shown_at or self.written_at

    @property
    def text(self) -> str:
        """What everybody may read of it."""
        return self.body if self.is_shown else ""

    def is_by(self, account_id: UUID | None) -> bool:
        return account_id is not None and account_id == self.account_id

    def write(self, body: str) -> None:
        self.body, self.search_text = body, plain(body)

    def refuse_when_gone(self) -> None:
        if not self.is_shown:
            raise PostGone

    def come_back(self, now: datetime) -> None:
        """Undoes a removal of just now. Raises PostGone."""
        if self.removed_at is not None and now - self.removed_at > REMOVAL_UNDONE:
            raise PostGone
        if self.removed_at is not None:
            self.removed_at, self.shown_at = None, now

    def show(self, now: datetime) -> None:
        """Undoes the hiding."""
        if self.hidden_at is not None:
            self.hidden_at, self.hidden_reason, self.shown_at = None, "", now


class ThreadMark(TenantOwned, Base):
    """A member in a thread: whether they follow it, and how far they have read."""

    __tablename__ = "thread_mark"
    __table_args__ = (
        tenant_foreign_key("thread"),
        UniqueConstraint("tenant_id", "thread_id", "account_id", name="uq_thread_mark_account"),
        Index("ix_thread_mark_account", "tenant_id", "account_id", "thread_id"),
    )

    thread_id: Mapped[UUID]
    account_id: Mapped[UUID]
    follows: Mapped[bool]
    read_number: Mapped[int]
