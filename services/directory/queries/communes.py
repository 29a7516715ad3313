"""The reference of communes: which are there, where they are."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from services.directory.domain.coverage import Inhabited
from services.directory.domain.distances import Point
from services.directory.domain.search_text import commune_key
from services.directory.models.commune import Commune, CommuneEdition
from services.directory.models.structure import Structure
from shared.network_status import LIVING
from shared.unit_of_work import UnitOfWork


def edition_of(uow: UnitOfWork, department: str) -> str | None:
    """None when the department has not been loaded yet."""
    return uow.session.scalar(select(CommuneEdition.edition).where(CommuneEdition.department == department))


def list_missing(uow: UnitOfWork, edition: str) -> dict[str, UUID]:
    """Departments of living networks that were not loaded from this edition, each with one of its networks."""
    networks = uow.plumbing.network
    known = select(CommuneEdition.department).where(CommuneEdition.edition == edition)
    query = select(networks.c.department, networks.c.id).where(networks.c.status.in_(LIVING))
    rows = uow.session.execute(query.where(networks.c.department != "", networks.c.department.not_in(known)))
    return {row.department: row.id for row in rows}


def list_inhabited(uow: UnitOfWork) -> list[Inhabited]:
    """Those of the network's department, by name."""
    columns = (Commune.code, Commune.name, Commune.name_key, Commune.intercommunality, Commune.is_divided)
    query = select(*columns, Commune.population, Commune.latitude, Commune.longitude)
    rows = uow.session.execute(query.where(*_here(uow)).order_by(Commune.name_key, Commune.code))
    return [Inhabited(*row[:6], point=Point(row.latitude, row.longitude)) for row in rows]


def outlines(uow: UnitOfWork) -> dict[str, Any]:
    """Rings by INSEE code, of the communes that are counted."""
    query = select(Commune.code, Commune.outline).where(*_here(uow), Commune.is_divided.is_(False))
    return {row.code: row.outline for row in uow.session.execute(query)}


def list_choices(uow: UnitOfWork, *structures: ColumnElement[bool]) -> list[str]:
    """In alphabetical order: communes of the department, and the others where one of ``structures`` is."""
    named = select(Structure.commune_key, func.min(Structure.commune)).where(*structures, Structure.commune != "")
    here = select(Commune.name_key, Commune.name).where(*_here(uow))
    rows = [*uow.session.execute(named.group_by(Structure.commune_key)), *uow.session.execute(here)]
    return [name for _, name in sorted({row[0]: row[1] for row in rows}.items())]


def codes_named(uow: UnitOfWork, name: str) -> Select[str]:
    """INSEE codes of the communes of that name in the network's department, and of the arrondissements of one."""
    key = commune_key(name)
    arrondissement = and_(
        Commune.name_key.startswith(f"{key} ", autoescape=True), Commune.name_key.endswith(" arrondissement")
    )
    return select(Commune.code).where(*_here(uow), or_(Commune.name_key == key, arrondissement))


def find_point(uow: UnitOfWork, name: str, *, otherwise: Select[float, float]) -> Point | None:
    """The town hall of the commune of that name in the network's department; of several, the most inhabited one's.

    ``otherwise``: latitude and longitude, averages of some rows, for a name that is unknown there.
    """
    named = select(Commune.latitude, Commune.longitude).where(*_here(uow), Commune.name_key == commune_key(name))
    town_hall = named.order_by(Commune.population.desc().nulls_last()).limit(1).cte("town_hall")
    last = otherwise.where(~exists(select(town_hall))).having(func.count() > 0)
    row = uow.session.execute(select(town_hall).union_all(last)).one_or_none()
    return None if row is None else Point(row[0], row[1])


def _here(uow: UnitOfWork) -> list[Any]:
    return [Commune.department == uow.network.department]
