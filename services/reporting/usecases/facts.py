"""Keeping what the events tell. Order and repetition change nothing: see each function's rule."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert, insert

from services.reporting.models import ItemState, LoanFact
from shared.database import ModelBase
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def keep_fact(uow: UnitOfWork, model: type[ModelBase], fact_id: UUID, **values: Any) -> None:
    """What happened once and never changes: the first telling is kept."""
    _execute(uow, _insertion(uow, model, fact_id, values).on_conflict_do_nothing())


def keep_snapshot(uow: UnitOfWork, model: type[ModelBase], fact_id: UUID, **values: Any) -> None:
    """A thing with its ``version``: the highest is kept."""
    statement = _insertion(uow, model, fact_id, values)
    newer = _table(model).c.version < statement.excluded.version
    _execute(uow, statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=values, where=newer))


def keep_item_state(uow: UnitOfWork, **values: Any) -> None:
    """Every version of an item is kept, once."""
    _execute(uow, _insertion(uow, ItemState, new_id(), values).on_conflict_do_nothing())


def open_loan(uow: UnitOfWork, loan_id: UUID, **values: Any) -> None:
    """``values``: ``lent_on``, ``due_on``. Fills the placeholder when the end was heard of first."""
    statement = _insertion(uow, LoanFact, loan_id, {**values, "version": 1, "outcome": ""})
    _execute(uow, statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=values))


def change_loan(uow: UnitOfWork, loan_id: UUID, **values: Any) -> None:
    """An end, or a reopening (``ended_on`` None, ``outcome`` empty): the one with the highest version counts."""
    keep_snapshot(uow, LoanFact, loan_id, **values)


def _table(model: type[ModelBase]) -> Table:
    return model.__table__  # type: ignore[return-value]


def _insertion(uow: UnitOfWork, model: type[ModelBase], fact_id: UUID, values: dict[str, Any]) -> Insert:
    return insert(_table(model)).values(tenant_id=uow.tenant_id, id=fact_id, **values)


def _execute(uow: UnitOfWork, statement: Insert) -> None:
    uow.session.connection().execute(statement)
