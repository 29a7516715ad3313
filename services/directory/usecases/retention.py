"""Adds up what each service's daily look at the network's retention has done."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from services.directory.models.retention_run import RetentionRun
from services.directory.queries.imports import count_files
from shared.ids import new_id
from shared.retention import Look
from shared.unit_of_work import UnitOfWork

UNEVENTFUL = timedelta(days=30)
"""A run that removed nothing is forgotten after this time; the others are kept."""

IMPORT_FILES = "Fichiers d’import"


def keep_told(uow: UnitOfWork, service: str, event: Any) -> None:
    """``event``: of a service, or the directory's own :class:`shared.retention.Look`."""
    table: Any = RetentionRun.__table__
    first = {"tenant_id": uow.tenant_id, "id": new_id(), "ran_on": event.ran_on, "removed": 0, "services": {}}
    uow.session.connection().execute(insert(table).values(first).on_conflict_do_nothing())
    run = uow.session.scalars(select(RetentionRun).where(RetentionRun.ran_on == event.ran_on).with_for_update()).one()
    told_at = uow.received.occurred_at if uow.received else uow.now
    run.add(service, told_at=told_at, limit=event.limit, counts=event.counts, left=event.left, soon=event.soon)


def tell(uow: UnitOfWork, look: Look) -> None:
    keep_told(uow, "directory", _with_files(uow, look))
    old = RetentionRun.ran_on < look.ran_on - UNEVENTFUL
    uow.session.execute(delete(RetentionRun).where(old, RetentionRun.removed == 0))


def _with_files(uow: UnitOfWork, look: Look) -> Look:
    """Files of imports have a time of their own, and are counted with the names."""
    old, coming = count_files(uow)
    soon = {**look.soon, IMPORT_FILES: coming} if coming else look.soon
    return replace(look, left=look.left + old, soon=soon)
