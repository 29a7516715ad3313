"""Shapes on the ground, as geographical databases write them (OGC 06-103r4, well-known binary)."""

import struct
from collections.abc import Iterable
from itertools import pairwise

Position = tuple[float, float]
"""Longitude and latitude, degrees."""
Ring = list[Position]

_POINT, _POLYGON, _MULTI_POLYGON = 1, 3, 6
DECIMALS = 3
"""A hundred metres: more than a map of a department shows."""


def read_point(written: str) -> Position:
    """``written``: hexadecimal well-known binary of a point."""
    data = bytes.fromhex(written)
    order = _order_at(data, 0)
    if struct.unpack_from(f"{order}I", data, 1)[0] != _POINT:
        raise ValueError("not a point")
    longitude, latitude = struct.unpack_from(f"{order}2d", data, 5)
    return longitude, latitude


def read_rings(written: str) -> list[Ring]:
    """Every ring of a polygon or of many, outer ones and holes alike."""
    data = bytes.fromhex(written)
    kind = struct.unpack_from(f"{_order_at(data, 0)}I", data, 1)[0]
    if kind == _POLYGON:
        return _polygon(data, 0)[0]
    if kind != _MULTI_POLYGON:
        raise ValueError("neither a polygon nor many")
    rings, place = [], 9
    for _ in range(struct.unpack_from(f"{_order_at(data, 0)}I", data, 5)[0]):
        found, place = _polygon(data, place)
        rings += found
    return rings


def _polygon(data: bytes, place: int) -> tuple[list[Ring], int]:
    """Its rings, and where it ends."""
    order, rings = _order_at(data, place), []
    count = struct.unpack_from(f"{order}I", data, place + 5)[0]
    place += 9
    for _ in range(count):
        points = struct.unpack_from(f"{order}I", data, place)[0]
        numbers = struct.unpack_from(f"{order}{2 * points}d", data, place + 4)
        rings.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
        place += 4 + 16 * points
    return rings, place


def _order_at(data: bytes, place: int) -> str:
    return "<" if data[place] == 1 else ">"


def rounded(rings: Iterable[Ring]) -> list[Ring]:
    """With fewer digits and without the points that became one; neighbours still meet. Rings too small to show go."""
    found = []
    for ring in rings:
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
        kept = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
        if len(kept) > 3:
            found.append(kept)
    return found


def surrounds(rings: Iterable[Ring], position: Position) -> bool:
    """Whether the box around the rings holds the position."""
    points = [*zip(*(point for ring in rings for point in ring), strict=True)]
    return all(min(edge) <= value <= max(edge) for edge, value in zip(points, position, strict=True))


def middle(rings: Iterable[Ring]) -> Position:
    """Centroid of the largest ring."""
    ring = max(rings, key=lambda ring: abs(_double_area(ring)))
    twice, (x0, y0) = _double_area(ring), ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        x, y = x + (ax + bx - 2 * x0) * cross, y + (ay + by - 2 * y0) * cross
    return (x0 + x / (3 * twice), y0 + y / (3 * twice)) if twice else (x0, y0)


def _double_area(ring: Ring) -> float:
    x0, y0 = ring[0]
    pairs = pairwise(ring)
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairs)
