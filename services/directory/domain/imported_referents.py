"""What the lines of a table say of the referents of their structures, and what an import makes of it.

An import never overwrites what is known of a person: it names somebody new, or fills what was empty.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from services.directory.domain.import_plan import Row
from services.directory.domain.search_text import plain

TARGETS = {
    "referent:prenom": "Prénom du référent",
    "referent:nom": "Nom du référent",
    "referent:fonction": "Fonction du référent",
    "referent:courriel": "E-mail du référent",
    "referent:telephone": "Téléphone du référent",
}
"""Targets of a mapping. Never proposed: whoever brings the names of people in, chooses to."""
LABELS = {"name": "nom", "function": "fonction", "email": "e-mail", "phone": "téléphone"}


@dataclass(frozen=True)
class Contact:
    name: str
    function: str = ""
    email: str = ""
    phone: str = ""


class Known(Protocol):
    """A referent of the structure."""

    id: Any
    membership_id: Any
    name: Any
    email: Any

    @property
    def is_current(self) -> bool: ...


@dataclass(frozen=True)
class Step:
    """One line with a referent: ``fields`` are those that it fills; ``why``: said of what stays as it is."""

    row: Row
    contact: Contact
    known_id: UUID | None = None
    fields: Sequence[str] = ()
    why: str = ""


@dataclass(frozen=True)
class ReferentPlan:
    created: Sequence[Step] = field(default=())
    completed: Sequence[Step] = field(default=())
    unchanged: Sequence[Step] = field(default=())
    refused: Sequence[tuple[Row, Sequence[str]]] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.created or self.completed or self.unchanged or self.refused)

    @property
    def counts(self) -> dict[str, int]:
        names = ("created", "completed", "unchanged", "refused")
        return {f"{name}_count": len(getattr(self, name)) for name in names}


def decide(row: Row, contact: Contact, known: Iterable[Known]) -> Step:
    """Found by e-mail, a referent stays as it is; by name, without an account, what is missing is filled in.

    Somebody who was removed is not named again by a file: whoever removed the person may have been asked to.
    """
    found = _same(contact, known)
    if found is None:
        return Step(row, contact)
    why = _why_untouched(found)
    is_sure = bool(contact.email) and found.email == contact.email
    missing = () if why or is_sure else _missing(contact, found)
    return Step(row, contact, found.id, missing, why)


def _same(contact: Contact, known: Iterable[Known]) -> Known | None:
    """Those who are referents now before those who were."""
    people = sorted(known, key=lambda one: not one.is_current)
    by_email = [one for one in people if contact.email and one.email == contact.email]
    by_name = [one for one in people if plain(one.name) == plain(contact.name)]
    return next(iter([*by_email, *by_name]), None)


def _why_untouched(found: Known) -> str:
    if not found.is_current:
        return "a été retiré de l’annuaire : l’import ne le remet pas"
    return "a un compte : il tient lui-même ses coordonnées" if found.membership_id else ""


def _missing(contact: Contact, found: Known) -> tuple[str, ...]:
    return tuple(name for name in LABELS if getattr(contact, name) and not getattr(found, name))


def arranged(steps: Iterable[Step], refused: Sequence[tuple[Row, Sequence[str]]]) -> ReferentPlan:
    groups: Mapping[str, list[Step]] = {"created": [], "completed": [], "unchanged": []}
    for step in steps:
        kind = "created" if step.known_id is None else "completed" if step.fields else "unchanged"
        groups[kind].append(step)
    return ReferentPlan(**groups, refused=refused)


def digest_with(digest: str, people: ReferentPlan) -> str:
    """Of the plan of the structures, and of what is done to their referents."""
    if people.is_empty:
        return digest
    created = [[step.row.external_id, step.contact.name, step.contact.email] for step in people.created]
    completed = [[str(step.known_id), list(step.fields)] for step in people.completed]
    text = json.dumps([digest, created, completed], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
