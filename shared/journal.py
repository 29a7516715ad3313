"""Who did what, when, before and after: one table in each service, to which rows are only ever added.

A service says in ``models/journaled.py`` which of its things are followed and which of their attributes may be told;
what is not listed there never reaches the journal, so a secret cannot leak by being forgotten. The rest happens by
itself: changes are noted at each flush, merged, and written in one statement when the unit of work commits. Of rows
that are written without the ORM (an import), :func:`tell_changed` tells those that were there before; those that are
new leave no line of their own: what carried them does, and the page of their history names it (``came_with``).

The application role may insert and read, nothing else. What the law asks to be erased goes through two functions of
the tables' owner (:func:`erase_things`, :func:`forget_before`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Table, event, insert, inspect, select, text
from sqlalchemy.orm import Session

from shared.actor import SYSTEM, Actor
from shared.ids import new_id
from shared.messaging.envelope import correlation_id
from shared.recordset import insert_many
from shared.staging import staged

CREATED, CHANGED, REMOVED = "created", "changed", "removed"
LONGEST = 200
"""Characters of a text that are kept."""
NOTHING: tuple[Any, ...] = (None, "", [], False)
"""What a thing that says nothing holds; the journal does not repeat it."""
PENDING = "journal"
"""Key of what the session has noted and not yet written."""

Changes = dict[str, list[Any] | None]
"""Attribute → [before, after], or None for an attribute of which only the change is told."""


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A kind of thing that the journal follows.

    ``fields``: attribute → French label; ``private``: attributes whose values are not kept, only that they changed;
    ``terms``: attribute → code → French; ``path``: address of the thing, with ``{network}`` and ``{id}``; ``paths``:
    attribute that holds another thing's identifier → the address of that one. ``is_born_untold``: its first state is
    told by another line, or is no choice of anybody; only what is done to it later is told. ``leaves_values``: its
    removal tells what it said until then, which no removal may do of what could have named somebody. ``came_with``:
    what brought a thing that has no first line, and the address of that.
    """

    name: str
    fields: Mapping[str, str]
    label: Callable[[Any], str] = lambda thing: ""
    private: frozenset[str] = frozenset()
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    path: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)
    is_born_untold: bool = False
    leaves_values: bool = False
    came_with: Callable[[Session, UUID], tuple[str, str] | None] | None = None


@dataclass
class Note:
    """What one unit of work did to one thing."""

    action: str
    noun: str
    thing_id: UUID
    thing_label: str
    changes: Changes

    def merge(self, later: "Note") -> None:
        """The state before the first change, the state after the last one."""
        for name, change in later.changes.items():
            known = self.changes.get(name)
            self.changes[name] = [known[0], change[1]] if known and change else change
        self.thing_label = later.thing_label or self.thing_label
        self.action = self.action if self.action == CREATED else later.action

    @property
    def says_something(self) -> bool:
        return self.action != CHANGED or any(c is None or c[0] != c[1] for c in self.changes.values())


def install(session_class: type[Session]) -> None:
    event.listen(session_class, "after_flush", _note)
    event.listen(session_class, "before_commit", _write)
    event.listen(session_class, "after_rollback", lambda session: session.info.pop(PENDING, None))


def _note(session: Session, _context: Any) -> None:
    for things, action in ((session.new, CREATED), (session.dirty, CHANGED), (session.deleted, REMOVED)):
        for thing in things:
            noun = _noun_of(thing)
            if noun is not None and not (noun.is_born_untold and action == CREATED):
                _remember(session, thing, noun, action)


def _noun_of(thing: Any) -> Noun | None:
    return getattr(type(thing), "nouns", {}).get(getattr(thing, "__tablename__", ""))


def _remember(session: Session, thing: Any, noun: Noun, action: str) -> None:
    changes = _last_values(thing, noun) if action == REMOVED else _changes(thing, noun, action)
    if action == CHANGED and not changes:
        return
    note = Note(action, thing.__tablename__, thing.id, noun.label(thing)[:LONGEST], changes)
    notes: dict[Any, Note] = session.info.setdefault(PENDING, {})
    known = notes.setdefault((note.noun, thing.tenant_id, note.thing_id), note)
    if known is not note:
        known.merge(note)


def _changes(thing: Any, noun: Noun, action: str) -> Changes:
    found: Changes = {}
    attributes = inspect(thing).attrs
    for name in noun.fields:
        history = attributes[name].history
        if not history.has_changes():
            continue
        before = _plain(history.deleted[0]) if history.deleted else None
        after = _plain(history.added[0]) if history.added else None
        if before != after and (action == CHANGED or after not in NOTHING):
            found[name] = None if name in noun.private else [before, after]
    return found


def _last_values(thing: Any, noun: Noun) -> Changes:
    known = inspect(thing).dict
    told = [name for name in noun.fields if noun.leaves_values and known.get(name) not in NOTHING]
    return {name: None if name in noun.private else [_plain(known[name]), None] for name in told}


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return value


def _write(session: Session) -> None:
    """One statement for all the lines of the unit of work, in the transaction of the changes themselves."""
    session.flush()
    notes: dict[Any, Note] = session.info.pop(PENDING, {})
    told = [(tenant_id, note) for (_, tenant_id, _), note in notes.items() if note.says_something]
    if not told:
        return
    shared = _who_and_when(session)
    rows = [{"tenant_id": tenant_id, "id": new_id(), **shared, **_columns(note)} for tenant_id, note in told]
    table: Table = session.info["plumbing"].journal
    session.connection().execute(insert_many(table, rows))


def _who_and_when(session: Session) -> dict[str, Any]:
    actor: Actor = session.info.get("actor", SYSTEM)
    who = {"account_id": actor.account_id, "actor_label": actor.label}
    return {"happened_at": session.info["now"], "request_id": correlation_id(), **who}


def _columns(note: Note) -> dict[str, Any]:
    columns = {"action": note.action, "noun": note.noun, "thing_id": note.thing_id, "thing_label": note.thing_label}
    return {**columns, "changes": note.changes}


def tell_changed(session: Session, model: Any, rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Lines of many rows of ``model`` that are written without the ORM: each as it was and as it is; one statement."""
    table: Table = session.info["plumbing"].journal
    same = {"tenant_id": session.info["tenant_id"], "action": CHANGED, "noun": model.__tablename__}
    lines = _lines(model.nouns[model.__tablename__], rows)
    source = staged(
        session, table, ["id", "thing_id", "thing_label", "changes"], lines, same=same | _who_and_when(session)
    )
    session.connection().execute(insert(table).from_select(list(source.c.keys()), select(*source.c)))


def _lines(noun: Noun, rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Iterator[tuple[Any, ...]]:
    for before, after in rows:
        names = [name for name in noun.fields if before[name] is not after[name] and before[name] != after[name]]
        if names:
            changes = {n: None if n in noun.private else [_plain(before[n]), _plain(after[n])] for n in names}
            label = noun.label(SimpleNamespace(**after))[:LONGEST]
            yield new_id(), after["id"], label, orjson.dumps(changes).decode()


def erase_things(session: Session, things: Sequence[UUID]) -> int:
    """Empties what is told of ``things``; the lines stay, with who and when. Returns their number.

    What this unit of work itself was going to tell of them is not told: it would name them one last time.
    """
    session.flush()
    notes: dict[Any, Note] = session.info.get(PENDING, {})
    erased = set(things)
    for key in [key for key in notes if key[2] in erased]:
        del notes[key]
    return _call(session, "SELECT journal_erase_things(:things)", things=list(things))


def forget_before(session: Session, moment: datetime) -> int:
    """Deletes the lines of the network that are older than ``moment``."""
    return _call(session, "SELECT journal_forget_before(:moment)", moment=moment)


def _call(session: Session, statement: str, **values: Any) -> int:
    return session.connection().execute(text(statement), values).scalar_one()
