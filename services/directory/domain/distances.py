"""How far two places are from each other."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
Place = tuple[float, float]
"""Latitude and longitude, WGS84 degrees."""


def kilometres(here: Place, there: Place) -> float:
    """Great-circle distance (haversine formula)."""
    (a, b), (c, d) = (map(radians, place) for place in (here, there))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
