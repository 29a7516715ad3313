"""A tenant is a wall: what belongs to a network can be reached only from inside it.

The wall itself is PostgreSQL's row-level security (:mod:`shared.migrations`). The loader criteria below only save
the database some work and make queries readable; they are not what isolation rests on.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, event, func
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria
from sqlalchemy.sql import visitors

from shared.ids import new_id

PLATFORM = UUID(int=0)
"""Tenant of what belongs to no network: the messages of sign-up and sign-in."""


class TenantOwned:
    """Mixin of every table whose rows belong to one network. The key leads with the tenant."""

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


def tenant_foreign_key(table: str, column: str | None = None, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """``(tenant_id, <table>_id)`` → ``<table> (tenant_id, id)``: a reference cannot cross networks."""
    column = column or f"{table}_id"
    return ForeignKeyConstraint(["tenant_id", column], [f"{table}.tenant_id", f"{table}.id"], ondelete=ondelete)


def install(session_class: type[Session]) -> None:
    """Sets the database's tenant at each begin, fills and filters ``tenant_id`` in the session."""
    event.listen(session_class, "after_begin", _tell_the_database)
    event.listen(session_class, "do_orm_execute", _keep_to_the_tenant)
    event.listen(session_class, "before_flush", _fill_the_tenant)


def _tell_the_database(session: Session, _transaction: Any, connection: Any) -> None:
    """Nothing said is nothing seen: a transaction that has nothing to say saves the journey."""
    if any(session.info.get(name) for name in ("tenant_id", "account_id", "system")):
        tell(connection, session.info)


def tell(connection: Any, info: dict[str, Any]) -> None:
    """``set_config(…, true)``: for this transaction only, so nothing leaks to the pool's next borrower."""
    connection.exec_driver_sql(
        "SELECT set_config('app.tenant_id', %s, true), set_config('app.account_id', %s, true),"
        " set_config('app.system', %s, true)",
        (str(info.get("tenant_id") or ""), str(info.get("account_id") or ""), "on" if info.get("system") else ""),
    )


def told(tenant_id: ColumnElement[str], account_id: ColumnElement[str]) -> list[ColumnElement[str]]:
    """Like :func:`tell`, as columns of a statement that finds out the tenant."""
    named = (("app.tenant_id", tenant_id), ("app.account_id", account_id))
    return [func.set_config(name, value, True) for name, value in named]


def _fill_the_tenant(session: Session, _context: Any, _instances: Any) -> None:
    for row in session.new:
        if isinstance(row, TenantOwned) and row.tenant_id is None:
            row.tenant_id = session.info["tenant_id"]


def _keep_to_the_tenant(state: ORMExecuteState) -> None:
    tenant_id = state.session.info.get("tenant_id")
    if tenant_id is None or state.is_column_load or not _touches_tenant_rows(state.statement):
        return
    criteria = with_loader_criteria(TenantOwned, lambda cls: cls.tenant_id == tenant_id, include_aliases=True)
    state.statement = state.statement.options(criteria)


def _touches_tenant_rows(statement: Any) -> bool:
    return any(isinstance(e, Table) and "tenant_id" in e.c for e in visitors.iterate(statement))
