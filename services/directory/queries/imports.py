"""Imports of structures, past and pending."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import defer

from services.directory.domain.lifetimes import IMPORT_FILE
from services.directory.models.import_mapping import ImportMapping
from services.directory.models.personal import PersonalRequest
from services.directory.models.structure_import import ABANDONED, StructureImport
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import Page, paginate


def get_import(uow: UnitOfWork, import_id: UUID) -> StructureImport:
    """Raises NotFound."""
    return uow.get(StructureImport, import_id)


def can_be_undone(uow: UnitOfWork, known: StructureImport) -> bool:
    """Whether it is the last one applied, and not undone yet."""
    kept = select(StructureImport.before.is_not(None)).where(StructureImport.id == known.id)
    return known.is_applied and bool(uow.session.scalar(kept))


def list_recent_imports(uow: UnitOfWork, limit: int = 10) -> Sequence[StructureImport]:
    """Newest first, without their previews, which are large."""
    return uow.session.scalars(_kept().order_by(StructureImport.created_at.desc()).limit(limit)).all()


def list_imports(uow: UnitOfWork, *, cursor: str | None, limit: int) -> Page:
    """All of them, newest first, without their previews."""
    return paginate(uow, _kept(), StructureImport.id, descending=True, cursor=cursor, limit=limit)


def list_mappings(uow: UnitOfWork, *, cursor: str | None, limit: int) -> Page:
    """Those that the network saved, by name."""
    return paginate(uow, select(ImportMapping), ImportMapping.label, ImportMapping.id, cursor=cursor, limit=limit)


def list_old_files(uow: UnitOfWork) -> Sequence[UUID]:
    """Imports whose file has served."""
    query = select(StructureImport.id).where(StructureImport.file_key != "", _file_is_old(uow))
    return uow.session.scalars(query.order_by(StructureImport.id)).all()


def count_files(uow: UnitOfWork) -> tuple[int, int]:
    """Those that have served and are still there, and the others: each of them goes within the same time."""
    old = func.count().filter(_file_is_old(uow))
    row = uow.session.execute(select(old, func.count()).where(StructureImport.file_key != "")).one()
    return row[0], row[1] - row[0]


def _file_is_old(uow: UnitOfWork) -> ColumnElement[bool]:
    """It has served its month, or may name somebody who was erased since it was sent."""
    served = func.coalesce(StructureImport.applied_at, StructureImport.created_at) < uow.now - IMPORT_FILE
    erased = select(func.max(PersonalRequest.erase_asked_at)).scalar_subquery()
    names_people = cast(StructureImport.mapping, Text).contains('"referent:')
    return or_(served, and_(names_people, StructureImport.created_at <= erased))


def _kept() -> Select[StructureImport]:
    return select(StructureImport).where(StructureImport.state != ABANDONED).options(defer(StructureImport.preview))
