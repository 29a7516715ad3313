"""What everybody may see of the network."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, func, select

from services.directory.domain.licences import LICENCES, Licence
from services.directory.models.publication import Publication
from services.directory.models.structure import ACTIVE, Structure
from services.directory.queries.communes import list_choices
from services.directory.queries.whole_network import STATE, remembered
from shared.errors import NotFound
from shared.network_status import OPEN
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import Page, paginate

TABLE = cast(Table, Structure.__table__)


def shown_to_everybody() -> ColumnElement[bool]:
    return and_(Structure.status == ACTIVE, Structure.is_public)


def get_publication(uow: UnitOfWork) -> Publication:
    return uow.session.get(Publication, (uow.tenant_id, uow.tenant_id)) or Publication.unchosen()


def get_open_site(uow: UnitOfWork) -> Publication:
    """Raises NotFound when the network has closed its public site, or closes itself."""
    chosen = get_publication(uow)
    if not chosen.is_site_open or uow.network.status != OPEN:
        raise NotFound
    return chosen


def get_licence(uow: UnitOfWork) -> Licence:
    """Raises NotFound when the network publishes no files, or closes."""
    chosen = get_publication(uow)
    if not chosen.are_files_open or uow.network.status != OPEN:
        raise NotFound
    return LICENCES[chosen.licence]


def get_public_structure(uow: UnitOfWork, structure_id: Any) -> Structure:
    """Raises NotFound, as for one that never was, when the structure is not public."""
    structure = uow.get(Structure, structure_id)
    if not (structure.is_active and structure.is_public):
        raise NotFound
    return structure


def public_rows(uow: UnitOfWork) -> Iterator[Mapping[str, Any]]:
    """Every public structure by the names of its columns, in the order of its external identifier."""
    query = select(TABLE).where(TABLE.c.tenant_id == uow.tenant_id, shown_to_everybody()).order_by(TABLE.c.external_id)
    for row in uow.session.connection().execute(query).mappings():
        yield cast(Mapping[str, Any], row)


def list_borne(uow: UnitOfWork) -> tuple[list[str], list[str]]:
    """Codes of the stages and of the equipment that at least one structure that everybody sees has."""

    def look() -> tuple[list[str], list[str]]:
        codes = (
            select(func.unnest(each)).where(shown_to_everybody()) for each in (Structure.stages, Structure.equipment)
        )
        stages, equipment = (list(uow.session.scalars(each.distinct())) for each in codes)
        return stages, equipment

    return remembered(uow, "stages and equipment", look)


def page_of_public_rows(uow: UnitOfWork, *, cursor: str | None, limit: int) -> Page:
    """As :func:`public_rows`, a page at a time."""
    query = select(Structure).where(shown_to_everybody())
    columns = [getattr(Structure, column.key) for column in TABLE.columns]
    order = (Structure.external_id, Structure.id)
    return paginate(uow, query, *order, cursor=cursor, limit=limit, columns=columns)


def count_private(uow: UnitOfWork) -> int:
    query = select(func.count(Structure.id)).where(Structure.status == ACTIVE, Structure.is_public.is_(False))
    return uow.session.scalar(query) or 0


def list_public_communes(uow: UnitOfWork) -> list[str]:
    """To choose from: those of the department, and the others that have a structure that everybody sees."""
    return list_choices(uow, shown_to_everybody())


def fingerprint(uow: UnitOfWork) -> tuple[str, datetime | None]:
    """Changes whenever a published file may change, and when it last did. Two aggregates: no file is written for it.

    Today counts: a record dated tomorrow is published tomorrow.
    """
    chosen = get_publication(uow)
    count, versions, changed_at = uow.session.execute(select(*STATE).where(shown_to_everybody())).one()
    seen = (uow.tenant_id, uow.network.label, chosen.version, chosen.licence, count, versions, changed_at, uow.today)
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:20], changed_at
