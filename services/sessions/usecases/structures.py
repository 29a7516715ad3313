"""The service's copy of the directory's structures."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.sessions.domain.names import search_key
from services.sessions.models.base import Base
from services.sessions.models.structure_copy import StructureCopy
from shared.events.directory import StructureMerged, StructureSaved
from shared.references import point_elsewhere
from shared.unit_of_work import UnitOfWork


def copy_structure(uow: UnitOfWork, structure: StructureSaved) -> None:
    """Keeps the newest snapshot: one that arrives late or twice changes nothing."""
    values = {
        "version": structure.version,
        "label": structure.label,
        "commune": structure.commune,
        "commune_code": structure.commune_code,
        "address": structure.address,
        "is_active": structure.status == "active",
        "search_key": search_key(structure.label, structure.commune),
    }
    statement = insert(StructureCopy).values(tenant_id=uow.tenant_id, id=structure.structure_id, **values)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"], set_=values, where=StructureCopy.version < structure.version
    )
    uow.session.execute(newer)


def ensure_structure(uow: UnitOfWork, structure_id: UUID) -> None:
    """Makes a placeholder when no news of the structure has come yet, so that something can point at it."""
    statement = insert(StructureCopy).values(
        tenant_id=uow.tenant_id,
        id=structure_id,
        version=0,
        label="",
        commune="",
        commune_code="",
        address="",
        is_active=True,
        search_key="",
    )
    uow.session.execute(statement.on_conflict_do_nothing())


def follow_merge(uow: UnitOfWork, merge: StructureMerged) -> None:
    """What takes place at a structure takes place at the one that it was merged into."""
    ensure_structure(uow, merge.into_id)
    point_elsewhere(uow, Base.metadata, "structure_copy", old=merge.structure_id, new=merge.into_id)
