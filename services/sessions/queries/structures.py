from sqlalchemy import Select, select

from services.sessions.models.structure_copy import StructureCopy
from shared.unit_of_work import UnitOfWork

ORDER = (StructureCopy.commune, StructureCopy.label, StructureCopy.id)


def list_structures(uow: UnitOfWork) -> list[StructureCopy]:
    """Active structures of which news has come, by commune and name."""
    return list(uow.session.scalars(known_structures().order_by(*ORDER)))


def known_structures() -> Select[StructureCopy]:
    return select(StructureCopy).where(StructureCopy.is_active, StructureCopy.version > 0)
