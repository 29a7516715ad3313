"""The directory's copy of the network's dates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.directory.models.agenda_entry import AgendaEntry
from shared.unit_of_work import UnitOfWork


def copy_date(
    uow: UnitOfWork,
    *,
    entry_id: UUID,
    version: int,
    kind: str,
    title: str,
    starts_at: datetime,
    status: str,
    **more: Any,
) -> None:
    """Keeps the highest version: events come in any order. ``more``: other attributes of the entry."""
    entry = uow.session.get(AgendaEntry, (uow.tenant_id, entry_id))
    if entry is None:
        entry = AgendaEntry(id=entry_id, kind=kind)
        uow.session.add(entry)
    elif entry.version >= version:
        return
    entry.version, entry.title, entry.starts_at, entry.status = version, title, starts_at, status
    for name, value in more.items():
        setattr(entry, name, value)
    uow.session.flush()
