"""Distances on the ground."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG)."""
METRES_PER_DEGREE = 111_195


@dataclass(frozen=True)
class Point:
    """WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Box:
    south: float
    north: float
    west: float
    east: float


def box_around(centre: Point, metres: float) -> Box:
    """A box that holds every point within ``metres``; wide enough near the poles too, where it is the whole circle."""
    height = metres / METRES_PER_DEGREE
    narrowest = cos(radians(min(abs(centre.latitude) + height, 90)))
    width = min(height / narrowest, 360) if narrowest > 1e-6 else 360
    latitude, longitude = centre.latitude, centre.longitude
    return Box(latitude - height, latitude + height, longitude - width, longitude + width)


def metres_between(here: Point, there: Point) -> float:
    """Haversine formula, on a sphere."""
    across = sin(radians(there.latitude - here.latitude) / 2) ** 2
    along = sin(radians(there.longitude - here.longitude) / 2) ** 2
    cosines = cos(radians(here.latitude)) * cos(radians(there.latitude))
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, across + cosines * along)))
