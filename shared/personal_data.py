"""What a service keeps about people: a registry beside its models, from which one person is found, given, and erased.

``services/<name>/models/personal.py`` lists every table that says who somebody is. To erase is to replace what names
the person: rows stay, so counts stay true.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, func, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from shared import journal
from shared.ids import new_id
from shared.names import same_name
from shared.sealing import seal, unseal
from shared.tenancy import TenantOwned
from shared.unit_of_work import UnitOfWork

FIND, ERASE = "find", "erase"
Replacement = Callable[[TenantOwned, UnitOfWork], None]
ERASED_NAME, ERASED_DOMAIN = "Personne effacée", "@efface.invalid"
NEVER = literal_column("'infinity'::date")
"""The last contact as long as something is under way: the time does not begin."""
Column = ColumnElement[Any] | InstrumentedAttribute[Any]
NOT_THEIRS = frozenset({"tenant_id", "search_key", "digest", "name_digest", "phone_digest", "version"})

PLUMBING = {
    "inbox.name": "of an event",
    "outbox.name": "of an event or a task; the message goes thirty days after it was sent",
    "dead_letter.name": "as outbox.name; the message goes after the retention",
    "journal_entry.actor_label": "who did it, kept as long as the journal is; the line goes after the retention",
    "journal_entry.thing_label": "emptied with the row that it is about",
}
"""Columns of every service's own tables (:mod:`shared.plumbing`) whose names could be those of people."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """What is known of the person; at least one. A row is theirs when all that both sides know is equal, names in the
    sense of :mod:`shared.names`."""

    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_a_name_only(self) -> bool:
        """Which others may have."""
        return not (self.email or self.phone)

    def dump(self) -> str:
        return json.dumps(vars(self))

    @classmethod
    def load(cls, text: str) -> "Who":
        return cls(**json.loads(text))


@dataclass(frozen=True, kw_only=True)
class PersonalTable:
    """``email``…: columns by which a person is recognised. ``erase`` replaces what names them; None: kept.
    ``why``: rows are kept, or may be; told with what was erased.

    ``columns``: every column that is about a person, for the test that none is forgotten. ``linked``: what hangs on the
    row, given with it: French name → column that holds the row's identifier. ``others``: columns of the same row that
    are about somebody else, and are not given. ``also``: attributes that are given with the columns. ``last_contact``:
    the day from which the network's retention is counted (:mod:`shared.retention`), an expression of SQL; null for a
    row that names nobody any more, or whose time is not counted; ``infinity`` while something is under way.
    """

    model: type[TenantOwned]
    label: str
    columns: frozenset[str]
    email: Sequence[Column] = ()
    phone: Sequence[Column] = ()
    first_name: InstrumentedAttribute[Any] | None = None
    last_name: InstrumentedAttribute[Any] | None = None
    full_name: Sequence[Column] = ()
    linked: Mapping[str, InstrumentedAttribute[Any]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    also: Sequence[str] = ()
    last_contact: ColumnElement[date] | None = None
    erase: Replacement | None = None
    why: str = ""

    def anonymise(self, row: TenantOwned, uow: UnitOfWork) -> None:
        """A table with a ``last_contact`` has an ``erase``."""
        assert self.erase is not None, self.label
        self.erase(row, uow)


@dataclass(frozen=True)
class Handled:
    counts: dict[str, int]
    """French name of the table → rows found, or erased."""
    kept: dict[str, str]
    """French name of the table → why its rows stay as they are."""
    document: dict[str, list[dict[str, Any]]]
    ids: list[UUID]
    """Of the rows of the registry's own tables."""


def handle(uow: UnitOfWork, tables: Sequence[PersonalTable], who: Who, action: str) -> Handled:
    """Finds the person in every table of the registry; with ``ERASE``, erases what was found."""
    handled = Handled({}, {}, {}, [])
    for table in tables:
        rows = _rows_of(uow, table, who)
        if not rows:
            continue
        handled.counts[table.label] = handled.counts.get(table.label, 0) + len(rows)
        handled.document.setdefault(table.label, []).extend(_plain(row, table.others, table.also) for row in rows)
        handled.ids.extend(row.id for row in rows)
        for label, column in table.linked.items():
            _add_linked(uow, handled, label, column, [row.id for row in rows])
        if action == ERASE and table.why:
            handled.kept[table.label] = table.why
        if action == ERASE and table.erase is not None:
            for row in rows:
                table.anonymise(row, uow)
    if action == ERASE and handled.ids:
        journal.erase_things(uow.session, handled.ids)
    return handled


def answer_to(uow: UnitOfWork, tables: Sequence[PersonalTable], who: str, action: str, *, secret_key: str) -> Any:
    """What a service answers to ``PersonalDataAsked``: members common to the answers, and what was handled."""
    handled = handle(uow, tables, Who.load(unseal(secret_key, who)), action)
    document = seal(secret_key, json.dumps(handled.document)) if action == FIND else ""
    return {"action": action, "counts": handled.counts, "kept": handled.kept, "document": document}, handled


def anonymous_address() -> str:
    """Unique, and no address of anybody (RFC 2606)."""
    return f"{new_id().hex}{ERASED_DOMAIN}"


def names_somebody(address: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether the address is not one of :func:`anonymous_address`."""
    return ~address.endswith(ERASED_DOMAIN)


def day_of(moment: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[date]:
    """The day of an instant where the network is (:func:`shared.retention.speak_local_time`)."""
    return cast(moment, Date)


def _rows_of(uow: UnitOfWork, table: PersonalTable, who: Who) -> Sequence[Any]:
    conditions = list(_conditions(table, who))
    if not conditions:
        return []
    query = select(table.model).where(*conditions).order_by(table.model.id).with_for_update(of=table.model)
    return uow.session.scalars(query).unique().all()


def _conditions(table: PersonalTable, who: Who) -> Sequence[ColumnElement[bool]]:
    """Nothing when the table knows none of what is known of the person."""
    found: list[ColumnElement[bool]] = []
    email, phone = who.email.strip().lower(), who.phone.strip()
    if table.email and table.email == table.phone:  # one column holds either
        given = [value for value in (email, phone) if value]
        found += [or_(*(func.lower(column).in_(given) for column in table.email))] if given else []
    else:
        for columns, value in ((table.email, email), (table.phone, phone)):
            if columns and value:
                found.append(or_(*(func.lower(column) == value for column in columns)))
    if table.full_name and who.full_name:
        found.append(or_(*(same_name(column, who.full_name) for column in table.full_name)))
    return [*found, *_names_in_two_columns(table, who)]


def _names_in_two_columns(table: PersonalTable, who: Who) -> Sequence[ColumnElement[bool]]:
    """Both known: whoever wrote them, here or there, may have taken one for the other."""
    first, last = table.first_name, table.last_name
    if first is not None and last is not None and who.first_name and who.last_name:
        return [same_name(func.concat(first, " ", last), who.full_name)]
    pairs = ((first, who.first_name), (last, who.last_name))
    return [same_name(column, value) for column, value in pairs if column is not None and value]


def _add_linked(
    uow: UnitOfWork, handled: Handled, label: str, column: InstrumentedAttribute[Any], ids: Sequence[UUID]
) -> None:
    rows = uow.session.scalars(select(column.class_).where(column.in_(ids))).unique().all()
    if rows:
        handled.document.setdefault(label, []).extend(_plain(row) for row in rows)
        handled.counts[label] = handled.counts.get(label, 0) + len(rows)


def _plain(row: Any, others: frozenset[str] = frozenset(), also: Sequence[str] = ()) -> dict[str, Any]:
    """Columns as JSON keeps them, without the product's own machinery."""
    given = [column.key for column in row.__table__.columns if column.key not in NOT_THEIRS | others]
    values = {name: getattr(row, name, None) for name in (*given, *also)}
    return json.loads(json.dumps(values, default=str))
