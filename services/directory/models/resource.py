"""What a member shares with the network: a teaching resource, or a piece of free software."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.directory.domain.lifetimes import REMOVAL_UNDONE
from services.directory.domain.resources import (
    HIDDEN,
    KINDS,
    LICENCES,
    PROPOSED,
    PUBLISHED,
    REFUSED,
    STATES,
    SYSTEMS,
    Licence,
)
from services.directory.domain.search_text import plain
from services.directory.errors import NotTheirRemoval, ResourceNotWaiting
from services.directory.models.account import Account
from services.directory.models.base import Base
from shared.actor import Actor
from shared.errors import ChangedMeanwhile
from shared.ids import new_id
from shared.tenancy import TenantOwned

Texts = Mapped[list[str]]


class Resource(TenantOwned, Base):
    """Proposed by a member, then published, refused or hidden by who moderates. The text columns may be empty."""

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint("kind IN ('teaching', 'software')", name="kind_known"),
        CheckConstraint("state IN ('proposed', 'published', 'refused', 'hidden')", name="state_known"),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("(url <> '') <> (file_key <> '')", name="link_or_file"),
        CheckConstraint("(state = 'refused') = (reason <> '')", name="refused_with_a_reason"),
        Index("ix_resource_recent", "tenant_id", "state", "created_at", "id"),
        Index("ix_resource_title", "tenant_id", "state", "title_key", "id"),
        Index("ix_resource_proposed_by", "tenant_id", "proposed_by", "created_at", "id"),
        Index("ix_resource_removed", "tenant_id", "removed_at"),
    )

    kind: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    """Of software: what it is for."""
    url: Mapped[str]
    file_key: Mapped[str]
    file_name: Mapped[str]
    file_type: Mapped[str]
    """Media type of the content, as it was recognised."""
    file_size: Mapped[int]
    """Bytes."""
    theme: Mapped[str]
    """A service of the national vocabulary."""
    audiences: Texts
    """Of the national vocabulary; none: everybody."""
    is_falc: Mapped[bool]
    """« Facile à lire et à comprendre »: written for people with an intellectual disability."""
    licence: Mapped[str]
    systems: Texts
    """Of software: codes of :data:`services.directory.domain.resources.SYSTEMS`."""
    remark: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    """Of the refusal."""
    proposed_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    removed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    removed_by: Mapped[UUID | None]
    """None for a program, which moderates then."""
    title_key: Mapped[str]
    search_text: Mapped[str]

    author: Mapped[Account | None] = relationship(
        primaryjoin=lambda: Account.id == Resource.__table__.c.proposed_by,
        foreign_keys=lambda: Resource.__table__.c.proposed_by,
        viewonly=True,
        lazy="selectin",
    )
    """None when a program proposed it."""

    @property
    def is_published(self) -> bool:
        return self.state == PUBLISHED

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def host(self) -> str:
        """« www.lesbases.anct.gouv.fr »; empty without a link."""
        return urlsplit(self.url).hostname or ""

    @property
    def extension(self) -> str:
        return self.file_name.rsplit(".", 1)[-1].upper()

    @property
    def licence_told(self) -> Licence:
        return LICENCES[self.licence]

    @property
    def system_labels(self) -> list[str]:
        return [SYSTEMS[code] for code in self.systems]

    @property
    def author_name(self) -> str:
        return self.author.display_name if self.author else "un programme"

    def belongs_to(self, actor: Actor) -> bool:
        return actor.account_id is not None and actor.account_id == self.proposed_by

    @classmethod
    def begin(cls, kind: str, actor: Actor, now: datetime) -> "Resource":
        """Nothing is said of it yet; :meth:`change` does."""
        texts = dict.fromkeys(("url", "file_key", "file_name", "file_type", "theme", "remark", "reason"), "")
        resource = cls(id=new_id(), kind=kind, state=PROPOSED, file_size=0, audiences=[], systems=[], **texts)
        resource.is_falc, resource.proposed_by, resource.created_at = False, actor.account_id, now
        return resource

    def change(self, values: Mapping[str, Any], now: datetime) -> None:
        """The keys for search and sort follow."""
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_at = now
        found_by = (self.title, self.summary, self.theme, *self.audiences, *self.system_labels, self.remark)
        self.title_key = plain(self.title)
        self.search_text = plain(" ".join((*found_by, self.file_name, self.host, "FALC" if self.is_falc else "")))

    def publish(self) -> None:
        self.state, self.reason = PUBLISHED, ""

    def propose_again(self) -> None:
        self.state, self.reason = PROPOSED, ""

    def refuse(self, reason: str) -> None:
        """Raises ResourceNotWaiting."""
        if self.state != PROPOSED:
            raise ResourceNotWaiting(title=self.title, state=self.state_label)
        self.state, self.reason = REFUSED, reason

    def hide(self) -> None:
        """Raises ResourceNotWaiting for what nobody sees yet."""
        if self.state not in (PUBLISHED, HIDDEN):
            raise ResourceNotWaiting(title=self.title, state=self.state_label)
        self.state = HIDDEN

    def refuse_when_changed(self, read: datetime | None) -> None:
        """``read``: when what somebody decides upon was changed last, as they read it. Raises ChangedMeanwhile."""
        if read is not None and read != self.changed_at:
            raise ChangedMeanwhile

    def remove(self, actor: Actor, now: datetime) -> None:
        self.removed_at, self.removed_by = now, actor.account_id

    def come_back(self, actor: Actor, *, moderates: bool) -> None:
        """Its author undoes what its author did; who moderates, what was moderated. Raises NotTheirRemoval."""
        by_author = self.removed_by is not None and self.removed_by == self.proposed_by
        if by_author and not self.belongs_to(actor):
            raise NotTheirRemoval(title=self.title, who="son auteur")
        if not by_author and not moderates:
            raise NotTheirRemoval(title=self.title, who="l’animation du réseau")
        self.removed_at = self.removed_by = None

    def can_come_back(self, now: datetime) -> bool:
        return self.removed_at is not None and now - self.removed_at <= REMOVAL_UNDONE
