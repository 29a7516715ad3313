"""From a batch of event bodies to use cases: one transaction a network, then acknowledge.

A batch that fails is replayed one event at a time, so that a poison message is alone when it is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from shared.database import Database
from shared.leaving.erasure import is_alive
from shared.logging import get_logger
from shared.messaging.envelope import BadEnvelope, Envelope, follow
from shared.messaging.handlers import Handlers
from shared.recordset import insert_many
from shared.unit_of_work import UnitOfWork

log = get_logger(__name__)

TRANSIENT = (OperationalError, InterfaceError)
"""The database is away or two transactions collided: the message is not to blame."""


@dataclass(frozen=True)
class Rejected:
    """An event that could not be handled. ``index``: its place in the batch."""

    index: int
    reason: str


class Consumer:
    """The door through which events enter a service, whatever carried them."""

    def __init__(self, database: Database, handlers: Handlers, *, inbox: bool = True) -> None:
        self._database = database
        self.handlers = handlers
        self._inbox = inbox

    def receive(self, bodies: Iterable[Any]) -> list[Rejected]:
        """Handles what it can and says what it could not.

        Raises OperationalError or InterfaceError when the database is away: nothing may then be acknowledged.
        """
        rejected: list[Rejected] = []
        letters: list[tuple[int, Envelope]] = []
        for index, body in enumerate(bodies):
            try:
                letters.append((index, Envelope.load(body)))
            except BadEnvelope as error:
                rejected.append(Rejected(index, f"bad envelope: {error}"))
        letters.sort(key=lambda letter: letter[1].tenant_id)
        for _tenant, group in groupby(letters, key=lambda letter: letter[1].tenant_id):
            rejected += self._receive_for_one_network(list(group))
        return rejected

    def _receive_for_one_network(self, letters: list[tuple[int, Envelope]]) -> list[Rejected]:
        try:
            self._handle([envelope for _, envelope in letters])
            return []
        except TRANSIENT:
            raise
        except Exception as error:
            if len(letters) > 1:
                return [r for letter in letters for r in self._receive_for_one_network([letter])]
            return [self._reject(*letters[0], error)]

    def _reject(self, index: int, envelope: Envelope, error: Exception) -> Rejected:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise error
        reason = str(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        log.warning("event_refused", event_name=envelope.name, event_id=str(envelope.message_id), reason=reason)
        return Rejected(index, reason)

    def _handle(self, envelopes: list[Envelope]) -> None:
        with self._database.unit_of_work(envelopes[0].tenant_id) as uow:
            if not is_alive(uow, uow.tenant_id):
                log.info("events_of_an_erased_network_dropped", tenant=str(uow.tenant_id), count=len(envelopes))
                return
            fresh = self._remember(uow, envelopes) if self._inbox else {e.message_id for e in envelopes}
            new = {e.message_id: e for e in envelopes if e.message_id in fresh}
            for name, group in groupby(new.values(), key=lambda envelope: envelope.name):
                self._dispatch(uow, name, list(group))

    def _remember(self, uow: UnitOfWork, envelopes: list[Envelope]) -> set[Any]:
        inbox = self._database.plumbing.inbox
        rows = [
            {"tenant_id": uow.tenant_id, "event_id": e.message_id, "name": e.name, "received_at": uow.now}
            for e in envelopes
        ]
        # RETURNING, because an ORM session's rowcount is not reliable here; sorted, so that two readers never deadlock.
        rows.sort(key=lambda row: row["event_id"])
        statement = insert_many(inbox, rows).on_conflict_do_nothing().returning(inbox.c.event_id)
        return set(uow.session.connection().execute(statement).scalars())

    def _dispatch(self, uow: UnitOfWork, name: str, envelopes: list[Envelope]) -> None:
        heard = self.handlers.get(name)
        if heard is None:
            raise BadEnvelope(f"nobody here listens to {name}")
        events = [heard.event_class.load(envelope.data) for envelope in envelopes]
        for handle_all in heard.many:
            uow.received = None
            handle_all(uow, events)
        for envelope, event in zip(envelopes, events, strict=True):
            follow(envelope.correlation_id)
            uow.received = envelope
            for handle in heard.one:
                handle(uow, event)
            log.info("event_handled", event_name=name, tenant=str(uow.tenant_id), correlation=envelope.correlation_id)
