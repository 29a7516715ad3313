"""Keeping what the events tell. Order and repetition change nothing: see each function's rule."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects.postgresql import Insert, insert

from services.reporting.models import ItemState, LoanFact
from shared.database import ModelBase
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

Rows = Sequence[Mapping[str, Any]]


def keep_facts(uow: UnitOfWork, model: type[ModelBase], rows: Rows) -> None:
    """What happened once and never changes: the first telling is kept. Each row has its ``id``."""
    _execute(uow, insert(_table(model)).on_conflict_do_nothing(), rows)


def keep_snapshots(uow: UnitOfWork, model: type[ModelBase], rows: Rows) -> None:
    """Things with their ``version``: the highest is kept. Each row has its ``id``, and all have the same keys."""
    statement = insert(_table(model))
    newer = _table(model).c.version < statement.excluded.version
    _execute(uow, _replacing(statement, rows, where=newer), rows)


def keep_item_state(uow: UnitOfWork, **values: Any) -> None:
    """Every version of an item is kept, once."""
    keep_facts(uow, ItemState, [{"id": new_id(), **values}])


def open_loan(uow: UnitOfWork, loan_id: UUID, **values: Any) -> None:
    """``values``: ``lent_on``, ``due_on``. Fills the placeholder when the end was heard of first."""
    statement = _replacing(insert(_table(LoanFact)), [values])
    _execute(uow, statement, [{"id": loan_id, "version": 1, "outcome": "", **values}])


def change_loan(uow: UnitOfWork, loan_id: UUID, **values: Any) -> None:
    """An end, or a reopening (``ended_on`` None, ``outcome`` empty): the one with the highest version counts."""
    keep_snapshots(uow, LoanFact, [{"id": loan_id, **values}])


def _table(model: type[ModelBase]) -> Table:
    return model.__table__  # type: ignore[return-value]


def _replacing(statement: Insert, rows: Rows, *, where: ColumnElement[bool] | None = None) -> Insert:
    """A row that is there already takes the new values of the ``rows``' columns."""
    new = {name: statement.excluded[name] for name in rows[0] if name != "id"}
    return statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=new, where=where)


def _execute(uow: UnitOfWork, statement: Insert, rows: Rows) -> None:
    """All rows travel together, yet each is a statement: the same thing may be told twice in one batch."""
    uow.session.connection().execute(statement, [{"tenant_id": uow.tenant_id, **row} for row in rows])
