"""Who acts."""

from dataclasses import dataclass
from uuid import UUID

from shared.roles import Role


@dataclass(frozen=True)
class Actor:
    """A person or a program, with the roles it holds in the network at hand."""

    account_id: UUID | None
    label: str
    roles: frozenset[str] = frozenset()
    structure_ids: frozenset[UUID] = frozenset()
    """The structures of which this person is referent."""
    scopes: frozenset[str] | None = None
    """What a program's token is limited to (:mod:`shared.scopes`), or None when its roles alone decide."""

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    def is_referent_of(self, structure_id: UUID) -> bool:
        return Role.REFERENT in self.roles and structure_id in self.structure_ids


SYSTEM = Actor(account_id=None, label="Maillage")
"""Events, tasks and the scheduler."""

VISITOR = Actor(account_id=None, label="Visiteur")
