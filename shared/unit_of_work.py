"""One transaction in one network: what doors open and use cases work in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ColumnElement, Select, Table, Text, bindparam, cast, insert, select
from sqlalchemy.orm import Session

from shared import tenancy
from shared.actor import SYSTEM, Actor
from shared.clock import Clock
from shared.errors import ChangedMeanwhile, NotFound
from shared.events import Event
from shared.ids import new_id
from shared.messaging.envelope import Envelope, correlation_id
from shared.plumbing import Plumbing
from shared.staging import staged
from shared.tenancy import TenantOwned

Row = TypeVar("Row", bound=TenantOwned)


@dataclass(frozen=True)
class Network:
    """The network in which the unit of work takes place."""

    id: UUID
    slug: str
    label: str
    department: str
    time_zone: str
    colour: str
    status: str
    opened_at: datetime
    retention_months: int
    """After so many months without contact, what names a person is erased (:mod:`shared.retention`)."""
    logo: str = ""
    """Name of the picture (:mod:`shared.logos`); empty without one."""
    closes_on: date | None = None
    """Day on which a network in closing closes."""


class UnitOfWork:
    """The SQLAlchemy session, and the two words that it lacks: ``publish`` and ``enqueue``."""

    def __init__(self, session: Session, plumbing: Plumbing, clock: Clock) -> None:
        self.session = session
        self.plumbing = plumbing
        self.now = clock.now()
        session.info.update(now=self.now, plumbing=plumbing)
        self.received: Envelope | None = None
        """Envelope of the event being handled, in a consumer."""

    @property
    def tenant_id(self) -> UUID:
        tenant_id = self.session.info.get("tenant_id")
        if tenant_id is None:
            raise RuntimeError("this unit of work belongs to no network")
        return tenant_id

    def find_network(self, slug: str) -> Network | None:
        """By its name in addresses, open or not."""
        return self._read_network(self.plumbing.network.c.slug == slug)

    def enter(self, tenant_id: UUID, *, account_id: UUID | None = None) -> None:
        """From no network into one. A unit of work never changes network afterwards."""
        if self.session.info.get("tenant_id") not in (None, tenant_id):
            raise RuntimeError("a unit of work stays in one network")
        self.session.info["tenant_id"] = tenant_id
        self.session.info["account_id"] = account_id or self.session.info.get("account_id")
        tenancy.tell(self.session.connection(), self.session.info)

    def enter_named(self, slug: str, *, account_id: UUID | None = None) -> Network | None:
        """Finds a network by its name in addresses, open or not, and enters it, in one journey to the database.

        From no network and no account only, as doors do it.
        """
        if any(self.session.info.get(name) for name in ("tenant_id", "account_id", "system")):
            raise RuntimeError("this unit of work has begun elsewhere")
        said = {"slug": slug, "account": str(account_id or "")}
        row = self.session.execute(_entering(self.plumbing.network), said).one_or_none()
        if row is None:
            return None
        self.network = _network(row)
        self.session.info.update(tenant_id=self.network.id, account_id=account_id)
        return self.network

    def act_as(self, actor: Actor) -> None:
        """Whose changes the journal tells from here on. The doors say it; without them it is the product itself."""
        self.session.info["actor"] = actor

    @property
    def acting(self) -> Actor:
        return self.session.info.get("actor", SYSTEM)

    @cached_property
    def network(self) -> Network:
        found = self._read_network(self.plumbing.network.c.id == self.tenant_id)
        if found is None:
            raise NotFound
        return found

    def _read_network(self, condition: ColumnElement[bool]) -> Network | None:
        row = self.session.execute(select(*_columns(self.plumbing.network)).where(condition)).one_or_none()
        return None if row is None else _network(row)

    @property
    def today(self) -> date:
        """The day it is where the network is."""
        return self.now.astimezone(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.network.time_zone)

    def get(self, model: type[Row], row_id: UUID, *, lock: bool = False, seen: int | None = None) -> Row:
        """``seen``: the version that somebody has read, and changes. ``lock``: nobody else who locks it goes on before
        this transaction ends; what only points to it is not held up (FOR NO KEY UPDATE: no key ever changes), or two
        who lock in another order would wait for each other.

        Raises NotFound, also for what belongs to another network; ChangedMeanwhile when ``seen`` is not the last one.
        """
        how = {"of": model, "key_share": True} if lock else None
        row = self.session.get(model, (self.tenant_id, row_id), with_for_update=how)
        if row is None:
            raise NotFound
        if seen is not None and seen != getattr(row, "version"):  # noqa: B009  of the models that have one
            raise ChangedMeanwhile
        return row

    def publish(self, event: Event) -> Envelope:
        """The event leaves if, and only if, this transaction commits."""
        envelope = Envelope.wrap(event, tenant_id=self.tenant_id, at=self.now)
        self._add(self._row("event", event.name, envelope.message_id, envelope.dump()))
        return envelope

    def publish_all(self, events: Iterable[Event]) -> None:
        """Like :meth:`publish` for each, in one statement: what an import announces."""
        tenant_id = self.tenant_id
        envelopes = (Envelope.wrap(event, tenant_id=tenant_id, at=self.now) for event in events)
        rows = ((one.message_id, one.name, orjson.dumps(one.dump(), default=str).decode()) for one in envelopes)
        outbox, same = self.plumbing.outbox, {"tenant_id": tenant_id, "kind": "event", "created_at": self.now}
        source = staged(self.session, outbox, ["message_id", "name", "body"], rows, same=same)
        added = self.session.connection().execute(insert(outbox).from_select(list(source.c.keys()), select(*source.c)))
        if added.rowcount:
            self._announce("event")

    def enqueue(self, actor: Any, **arguments: Any) -> None:
        """The task starts after, and only if, this transaction commits. It may run twice.

        ``actor``: a function registered in the service's ``Tasks``; ``arguments``: JSON values, identifiers.
        """
        body = {"arguments": arguments, "correlation_id": correlation_id()}
        self._add(self._row("task", actor.actor_name, new_id(), body))

    def _row(self, kind: str, name: str, message_id: UUID, body: dict[str, Any]) -> dict[str, Any]:
        row = {"tenant_id": self.tenant_id, "message_id": message_id, "kind": kind, "name": name, "body": body}
        return {**row, "created_at": self.now}

    def _add(self, row: dict[str, Any]) -> None:
        self._announce(row["kind"])
        self.session.connection().execute(insert(self.plumbing.outbox), row)

    def _announce(self, kind: str) -> None:
        self.session.info.setdefault("announced", set()).add(kind)


def _columns(network: Table) -> list[Any]:
    return [network.c[field.name] for field in fields(Network)]


def _network(row: Sequence[Any]) -> Network:
    """``row``: of :func:`_columns`, and whatever follows them."""
    return Network(*row[: len(fields(Network))])


@cache
def _entering(network: Table) -> Select[*tuple[Any, ...]]:
    """The network of a name; reading it tells the database that what follows takes place there."""
    told = tenancy.told(cast(network.c.id, Text), bindparam("account", type_=Text))
    return select(*_columns(network), *told).where(network.c.slug == bindparam("slug"))
