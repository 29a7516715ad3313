"""Reading and writing many structures in a few statements, whatever their number."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Table, insert, select, update

from services.directory.domain.import_plan import ChangedRow, Plan, Row
from services.directory.models.structure import Structure, new_values, search_keys, snapshot_of
from shared.among import among
from shared.journal import tell_changed
from shared.staging import staged
from shared.text_array import TextArray
from shared.unit_of_work import UnitOfWork

TABLE = cast(Table, Structure.__table__)
Stored = Mapping[str, Mapping[str, Any]]
Rewritten = tuple[dict[str, Any], dict[str, Any]]
"""A row as it was and as it becomes: complete, with a new version."""
KEPT = ("tenant_id", "id", "created_at")
"""What changing a structure leaves alone."""


def stored_structures(uow: UnitOfWork, external_ids: Sequence[str], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Whole rows by external identifier, lists as tuples; ``lock`` keeps others from changing them meanwhile."""
    query = select(TABLE).where(TABLE.c.tenant_id == uow.tenant_id, among(TABLE.c.external_id, external_ids))
    if lock:
        query = query.order_by(TABLE.c.id).with_for_update(key_share=True)  # one order: two imports cannot deadlock
    rows = uow.session.connection().execute(query).mappings()
    return {row["external_id"]: _of_kind(tuple, dict(row)) for row in rows}


def write_structures(uow: UnitOfWork, plan: Plan, stored: Stored) -> dict[str, Any]:
    """Creates and changes what the plan says, and announces each structure that is new or different.

    Gives what :func:`restore_structures` needs to take it back: plain JSON.
    """
    created = [_created(uow, row) for row in plan.created]
    changed = [_changed(uow, row, stored[row.row.external_id]) for row in plan.changed]
    if created:
        _insert(uow, created, plan.created)
    rewrite_structures(uow, changed)
    uow.publish_all(snapshot_of(row) for row in created)
    return {
        "created": [[str(row["id"]), row["version"]] for row in created],
        "changed": [
            [str(row["id"]), row["version"], {change.attribute: _plain(change.old) for change in one.changes}]
            for (_, row), one in zip(changed, plan.changed, strict=True)
        ],
    }


def _insert(uow: UnitOfWork, created: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> None:
    """What no line of the file says is the same in every row."""
    told = set().union(*(row.values for row in rows), ("id", "external_id", *search_keys(created[0])))
    names = [name for name in created[0] if name in told]
    same = {name: value for name, value in created[0].items() if name not in told}
    source = staged(uow.session, TABLE, names, map(itemgetter(*names), created), same=same)
    uow.session.connection().execute(insert(TABLE).from_select(list(source.c.keys()), select(*source.c)))


def rewrite_structures(uow: UnitOfWork, changed: Sequence[Rewritten]) -> None:
    """Announces each, and tells the journal what was there before."""
    if not changed:
        return
    rows = [after for _, after in changed]
    source = staged(uow.session, TABLE, list(rows[0]), (list(row.values()) for row in rows))
    values = {name: column for name, column in source.c.items() if name not in KEPT}
    here = (TABLE.c.tenant_id == uow.tenant_id, TABLE.c.id == source.c.id)
    uow.session.connection().execute(update(TABLE).where(*here).values(values))
    uow.publish_all(snapshot_of(row) for row in rows)
    tell_changed(uow.session, Structure, changed)


def lock_structures(uow: UnitOfWork, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    query = select(TABLE).where(TABLE.c.tenant_id == uow.tenant_id, among(TABLE.c.id, ids))
    for row in uow.session.connection().execute(query.order_by(TABLE.c.id).with_for_update(key_share=True)).mappings():
        yield dict(row)


def changed_row(uow: UnitOfWork, known: Mapping[str, Any], values: Mapping[str, Any]) -> Rewritten:
    """The whole row, and the same with other ``values``, one version later."""
    before = _of_kind(list, known)
    after = _of_kind(list, {**before, **values})
    return before, {**after, **search_keys(after), "version": known["version"] + 1, "changed_at": uow.now}


def value_of(attribute: str, plain: Any) -> Any:
    """What :func:`_plain` made plain."""
    return date.fromisoformat(plain) if attribute == "updated_on" and plain else plain


def _created(uow: UnitOfWork, row: Row) -> dict[str, Any]:
    return {**new_values(row.values, uow.now), "tenant_id": uow.tenant_id}


def _changed(uow: UnitOfWork, changed: ChangedRow, known: Mapping[str, Any]) -> Rewritten:
    return changed_row(uow, known, {change.attribute: change.new for change in changed.changes})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _of_kind(kind: type[list[str]] | type[tuple[str, ...]], row: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as rows of the database have them, tuples as a plan compares them."""
    return {**row, **{name: kind(row[name]) for name in _LISTS}}


_LISTS = tuple(column.key for column in TABLE.columns if isinstance(column.type, TextArray))
