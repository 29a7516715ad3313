"""A worker of the reporting service that also counts, in a table of its own, each move of credit that it handles.

The real handlers write facts whose keys forgive a repetition; a counter forgives nothing. ``python -m
tests.flows.drill_worker [without-inbox]``. On the other side, :func:`move_credit` writes the same table in the
transaction of the command.
"""

import sys
from uuid import UUID

from sqlalchemy import text

from services.reporting.app import service
from shared import logging
from shared.events.sessions import CreditMoved
from shared.ids import new_id
from shared.messaging.consumer import Consumer
from shared.messaging.worker import Worker
from shared.settings import Settings
from shared.unit_of_work import UnitOfWork

TABLE = "CREATE TABLE drill (entry_id uuid NOT NULL, quantity int NOT NULL)"


def move_credit(uow: UnitOfWork, quantity: int) -> UUID:
    """The command, in the sessions service: a row and its announcement. Returns the row's identifier."""
    event = CreditMoved(
        entry_id=new_id(),
        kind="received",
        quantity=quantity,
        product="Recharge 10 €",
        funder="CD 51",
        person=None,
        moved_on=uow.now.date(),
    )
    count(uow, event)
    uow.publish(event)
    return event.entry_id


def count(uow: UnitOfWork, event: CreditMoved) -> None:
    values = {"entry_id": event.entry_id, "quantity": event.quantity}
    uow.session.connection().execute(text("INSERT INTO drill VALUES (:entry_id, :quantity)"), values)


if __name__ == "__main__":
    service.handlers.on(CreditMoved)(count)
    logging.configure("reporting")
    service.runtime.start(Settings.read())
    consumer = Consumer(service.runtime.database, service.handlers, inbox="without-inbox" not in sys.argv)
    raise SystemExit(Worker(service, consumer=consumer, waits=(0.2, 0.4)).run())
