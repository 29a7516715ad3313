"""What points at a row: found by the foreign keys, so that a table that is added later is not forgotten."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Column, MetaData, Table, update

from shared.unit_of_work import UnitOfWork


def references_to(metadata: MetaData, target: str) -> Iterator[tuple[Table, Column]]:
    """Each column whose foreign key ``(tenant_id, column)`` leads to ``target (tenant_id, id)``."""
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name == target:
                yield table, next(column for column in constraint.columns if column.name != "tenant_id")


def point_elsewhere(
    uow: UnitOfWork, metadata: MetaData, target: str, *, old: UUID, new: UUID, leaving: Collection[str] = ()
) -> None:
    """What pointed at ``old`` points at ``new``. ``leaving``: tables whose owner does it in its own way."""
    uow.session.flush()
    for table, column in references_to(metadata, target):
        if table.name not in leaving:
            mine = (table.c.tenant_id == uow.tenant_id, column == old)
            uow.session.connection().execute(update(table).where(*mine).values({column.name: new}))
    uow.session.expire_all()
