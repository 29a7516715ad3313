"""Structures by where they are: in a commune, around a point."""

from sqlalchemy import ColumnElement, and_, func, or_

from services.directory.domain.distances import EARTH_RADIUS_M, Point, box_around
from services.directory.domain.search_text import commune_key
from services.directory.models.structure import Structure
from services.directory.queries.communes import codes_named
from shared.unit_of_work import UnitOfWork

FAR = 99_999_999
"""Metres: the place of what has no coordinates, at the end of a list by distance."""


def conditions(uow: UnitOfWork, commune: str, within: float | None, centre: Point | None) -> list[ColumnElement[bool]]:
    """``within``: kilometres around ``centre``. Without both, the commune alone; none of them when it is empty."""
    in_commune = [_in_commune(uow, commune)] if commune else []
    if within is None or centre is None:
        return in_commune
    metres = within * 1000
    box = box_around(centre, metres)
    near = and_(
        Structure.latitude.between(box.south, box.north),
        Structure.longitude.between(box.west, box.east),
        _metres(centre) <= metres,
    )
    return [or_(near, *in_commune)]  # a place without coordinates is at least in its commune


def metres_or_far(centre: Point) -> ColumnElement[float]:
    return func.coalesce(_metres(centre), FAR)


def _in_commune(uow: UnitOfWork, name: str) -> ColumnElement[bool]:
    """By its name or, whatever name the structure gives, by its code."""
    return or_(Structure.commune_key == commune_key(name), Structure.commune_code.in_(codes_named(uow, name)))


def _metres(centre: Point) -> ColumnElement[float]:
    """Haversine, whole metres: exact enough to sort by, and to say where a page begins."""
    latitude, longitude = func.radians(Structure.latitude), func.radians(Structure.longitude)
    here, there = func.radians(centre.latitude), func.radians(centre.longitude)
    across = func.power(func.sin((latitude - here) / 2), 2)
    along = func.cos(here) * func.cos(latitude) * func.power(func.sin((longitude - there) / 2), 2)
    return func.round(2 * EARTH_RADIUS_M * func.asin(func.sqrt(func.least(1.0, across + along))))
