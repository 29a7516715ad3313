"""Reading and writing many structures in a few statements, whatever their number."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ARRAY, Table, Text, any_, literal, select, update

from services.directory.domain.import_plan import ChangedRow, Plan, Row
from services.directory.domain.national_schema import Value
from services.directory.models.structure import Structure, new_values, search_keys, snapshot_of
from shared.recordset import insert_many, recordset
from shared.unit_of_work import UnitOfWork

TABLE = cast(Table, Structure.__table__)


def stored_structures(uow: UnitOfWork, external_ids: Sequence[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Whole rows by external identifier, lists as tuples; ``lock`` keeps others from changing them meanwhile."""
    wanted = literal(list(external_ids), ARRAY(Text))
    query = select(TABLE).where(TABLE.c.tenant_id == uow.tenant_id, TABLE.c.external_id == any_(wanted))
    if lock:
        query = query.order_by(TABLE.c.id).with_for_update()  # always the same order: two imports cannot deadlock
    rows = uow.session.connection().execute(query).mappings()
    return {row["external_id"]: {name: _frozen(value) for name, value in row.items()} for row in rows}


def write_structures(uow: UnitOfWork, plan: Plan) -> None:
    """Creates and changes what the plan says, and announces each structure that is new or different."""
    created = [_created(uow, row) for row in plan.created]
    known = stored_structures(uow, [changed.row.external_id for changed in plan.changed])
    changed = [_changed(uow, row, known[row.row.external_id]) for row in plan.changed]
    connection = uow.session.connection()
    if created:
        connection.execute(insert_many(TABLE, created))
    if changed:
        connection.execute(_update(uow, recordset(TABLE, changed)))
    uow.publish_all(snapshot_of(row) for row in [*created, *changed])


def _created(uow: UnitOfWork, row: Row) -> dict[str, Any]:
    return {**new_values(_thawed(row.values), uow.now), "tenant_id": uow.tenant_id}


def _changed(uow: UnitOfWork, changed: ChangedRow, known: Mapping[str, Any]) -> dict[str, Any]:
    after = {**_thawed(known), **_thawed({change.attribute: change.new for change in changed.changes})}
    return {**after, **search_keys(after), "version": known["version"] + 1, "changed_at": uow.now}


def _update(uow: UnitOfWork, rows: Any) -> Any:
    values = {name: column for name, column in rows.c.items() if name not in ("tenant_id", "id")}
    return update(TABLE).where(TABLE.c.tenant_id == uow.tenant_id, TABLE.c.id == rows.c.id).values(values)


def _frozen(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _thawed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
