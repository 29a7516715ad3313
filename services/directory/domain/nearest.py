"""Which of many points is the nearest: a k-d tree (Bentley, 1975) whose every part knows the box that holds it.

Points are taken into space, where the straight line between two of them grows with the way on the ground: no special
case at the poles or the antimeridian, and no distance is approximate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from services.directory.domain.distances import EARTH_RADIUS_M, Point

LEAF = 12
Spot = tuple[float, float, float]
Found = tuple[float, int]
"""Square of the straight line, on a sphere of radius 1, and the point's rank."""


@dataclass(frozen=True, slots=True)
class _Part:
    low: Spot
    high: Spot
    halves: tuple["_Part", "_Part"] | None
    spots: list[tuple[Spot, int]]

    def square_from(self, spot: Spot) -> float:
        """Of the line to the nearest point of the box."""
        (x, y, z), (a, b, c), (d, e, f) = spot, self.low, self.high
        x = a - x if x < a else x - d if x > d else 0.0
        y = b - y if y < b else y - e if y > e else 0.0
        z = c - z if z < c else z - f if z > f else 0.0
        return x * x + y * y + z * z


class Nearest:
    """Built once for many questions."""

    def __init__(self, points: Sequence[Point]) -> None:
        first = {_in_space(point): rank for rank, point in reversed(list(enumerate(points)))}
        self._whole = _part(list(first.items())) if first else None

    def to(self, point: Point) -> tuple[int, float] | None:
        """Rank and metres; the first one when several are as near. None when there is no point at all."""
        if self._whole is None:
            return None
        square, rank = _searched(self._whole, _in_space(point), (float("inf"), 0))
        return rank, 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(square) / 2))


def _in_space(point: Point) -> Spot:
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _part(spots: list[tuple[Spot, int]]) -> _Part:
    xs, ys, zs = zip(*(spot for spot, _ in spots), strict=True)
    low, high = (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))
    if len(spots) <= LEAF:
        return _Part(low, high, None, spots)
    widest = max(range(3), key=lambda axis: high[axis] - low[axis])
    spots.sort(key=lambda spot: spot[0][widest])
    half = len(spots) // 2
    return _Part(low, high, (_part(spots[:half]), _part(spots[half:])), [])


def _searched(part: _Part, wanted: Spot, best: Found) -> Found:
    x, y, z = wanted
    for (a, b, c), rank in part.spots:
        best = min(best, ((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2, rank))
    if part.halves:
        for square, half in sorted(((half.square_from(wanted), half) for half in part.halves), key=lambda one: one[0]):
            if square <= best[0]:
                best = _searched(half, wanted, best)
    return best
