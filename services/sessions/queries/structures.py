from sqlalchemy import select

from services.sessions.models.structure_copy import StructureCopy
from shared.unit_of_work import UnitOfWork


def list_structures(uow: UnitOfWork) -> list[StructureCopy]:
    """Active structures of which news has come, by commune and name."""
    statement = (
        select(StructureCopy)
        .where(StructureCopy.is_active, StructureCopy.version > 0)
        .order_by(StructureCopy.commune, StructureCopy.label, StructureCopy.id)
    )
    return list(uow.session.scalars(statement))
