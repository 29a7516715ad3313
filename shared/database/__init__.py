"""A service's database: its declarative base, its pool of connections, its units of work."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Engine, MetaData, Text, create_engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from shared import journal, tenancy
from shared.clock import Clock
from shared.database.liveness import NOTICED, refuse_the_dead
from shared.errors import DomainError
from shared.journal import Noun
from shared.plumbing import Plumbing
from shared.text_array import TextArray
from shared.unit_of_work import UnitOfWork

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class ModelBase(DeclarativeBase):
    """Typing only: what the bases of the services have in common."""

    __abstract__ = True
    type_annotation_map: ClassVar = {str: Text, list[str]: TextArray}
    plumbing: Plumbing
    nouns: ClassVar[dict[str, Noun]]
    """By table: what the journal follows."""


def declarative_base() -> type[ModelBase]:
    """A base with its own metadata, in which the plumbing tables are already declared."""
    metadata = MetaData(naming_convention=CONVENTION)
    base = type("Base", (ModelBase,), {"__abstract__": True, "metadata": metadata})
    base.plumbing = Plumbing(metadata)
    base.nouns = {}
    return base


class TenantSession(Session):
    """A session that stays inside one network."""


tenancy.install(TenantSession)
journal.install(TenantSession)


class Database:
    """Built by the service's wiring, opened by :meth:`connect` once the settings are known."""

    def __init__(self, base: type[ModelBase], constraints: Mapping[str, type[DomainError]] | None = None) -> None:
        self.plumbing = base.plumbing
        self.metadata = base.metadata
        self.nouns = base.nouns
        self._constraints = dict(constraints or {})
        self._engine: Engine | None = None
        self.clock = Clock()
        self._listeners: list[tuple[frozenset[str], threading.Event]] = []

    def listen_to_announcements(self, *kinds: str) -> threading.Event:
        """Set after each commit of this process that wrote such rows to the outbox: who reads them need not wait."""
        listener = threading.Event()
        self._listeners.append((frozenset(kinds), listener))
        return listener

    @property
    def engine(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("Database.connect(url) has not been called")
        return self._engine

    def connect(self, url: str, *, clock: Clock | None = None, **options: Any) -> None:
        """``url``: of the application role. ``options`` go to SQLAlchemy's create_engine.

        Connecting again to where it is connected already keeps the connections, and the statements compiled so far.
        """
        self.clock = clock or self.clock
        if self._engine is not None and self._connected_to == (url, options):
            return
        self.close()
        self._connected_to = (url, options)
        self._engine = create_engine(url, connect_args=NOTICED, **options)
        event.listen(self._engine, "checkout", refuse_the_dead)
        self._sessions = sessionmaker(self._engine, class_=TenantSession, expire_on_commit=False)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def unit_of_work(
        self, tenant_id: UUID | None, *, read_only: bool = False, account_id: UUID | None = None, system: bool = False
    ) -> Iterator[UnitOfWork]:
        """Commits when the block ends, rolls back when it raises. Opened by doors only.

        ``tenant_id`` None: no tenant row can be seen, but for ``system`` (relay and scheduler: the plumbing of all
        networks) and for an account's own memberships. A violated constraint that the service has named in its
        errors table is raised as that refusal.
        """
        try:
            with self._sessions() as session:
                session.info.update(tenant_id=tenant_id, account_id=account_id, system=system)
                if read_only:
                    session.connection(execution_options={"postgresql_readonly": True})
                yield UnitOfWork(session, self.plumbing, self.clock)
                session.commit()
            announced = session.info.get("announced", ())
            for kinds, listener in self._listeners:
                if not kinds.isdisjoint(announced):
                    listener.set()
        except IntegrityError as error:
            raise self._refusal(error) from error

    @contextmanager
    def alone(self, key: int) -> Iterator[bool]:
        """True for the one, of all processes, that holds the advisory lock ``key`` (64 bits), until the block ends or
        its connection dies; nobody waits. It takes a connection for as long."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar_one())
            try:
                yield held
            finally:
                if held and not connection.invalidated:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})

    def _refusal(self, error: IntegrityError) -> Exception:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        refused = self._constraints.get(name or "")
        return refused() if refused else error
