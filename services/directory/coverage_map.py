"""The map of the coverage: one SVG picture, without script or style, the same bytes for the same input.

Drawn here rather than by a charting library: a hatch tells the three shades apart without colours, and a web process
that draws it loads nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from services.directory.domain.coverage import FAR, NEAR, VERY_FAR, Coverage, Covered

WIDTH, MARGIN = 1500, 24
Outlines = Mapping[str, Sequence[Sequence[Sequence[float]]]]
"""By INSEE code: rings of ``[longitude, latitude]``."""

FILLS = {NEAR: "#dcebe3", FAR: "url(#far)", VERY_FAR: "url(#very-far)"}
HATCHES = (
    '<pattern id="far" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="14" height="14" fill="#f6cf8f"/><rect width="4" height="14" fill="#a4661a"/></pattern>'
    '<pattern id="very-far" width="12" height="12" patternUnits="userSpaceOnUse">'
    '<rect width="12" height="12" fill="#a33a2c"/><rect width="12" height="3" fill="#4f140c"/>'
    '<rect width="3" height="12" fill="#4f140c"/></pattern>'
)
NAMED, APART = 6, 170
"""How many towns are named, and how far from one another at least."""


@dataclass(frozen=True)
class _Frame:
    """From degrees to the picture: one degree of longitude is shortened as it is in the middle of the department."""

    west: float
    north: float
    shortened: float
    scale: float
    height: int

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        x, y = (longitude - self.west) * self.shortened * self.scale, (self.north - latitude) * self.scale
        return MARGIN + round(x), MARGIN + round(y)


def draw(coverage: Coverage, outlines: Outlines, *, title: str, description: str) -> str:
    """SVG text. Without any outline, the picture is empty but well formed."""
    frame = _framed([point for rings in outlines.values() for ring in rings for point in ring])
    body = "".join(
        [*_communes(coverage.communes, outlines, frame), *_places(coverage, frame), *_names(coverage, frame)]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {frame.height}" role="img"'
        f' aria-labelledby="title description" font-family="sans-serif"><title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(description)}</desc><defs>{HATCHES}</defs>'
        f'<rect width="{WIDTH}" height="{frame.height}" fill="#ffffff"/>{body}</svg>'
    )


def _framed(points: Sequence[Sequence[float]]) -> _Frame:
    if not points:
        return _Frame(0, 0, 1, 1, MARGIN * 2)
    longitudes, latitudes = zip(*points, strict=True)
    west, north, south = min(longitudes), max(latitudes), min(latitudes)
    shortened = cos(radians((north + south) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((max(longitudes) - west) * shortened)
    return _Frame(west, north, shortened, scale, 2 * MARGIN + round((north - south) * scale))


def _communes(communes: Iterable[Covered], outlines: Outlines, frame: _Frame) -> list[str]:
    """One group for each shade; the border of each commune is drawn in white."""
    groups: dict[str, list[str]] = {reach: [] for reach in FILLS}
    for one in communes:
        if rings := outlines.get(one.code):
            groups[one.reach].append(f'<path d="{"".join(_ring(ring, frame) for ring in rings)}"/>')
    return [
        f'<g fill="{FILLS[reach]}" fill-rule="evenodd" stroke="#ffffff" stroke-width="2.5">{"".join(paths)}</g>'
        for reach, paths in groups.items()
        if paths
    ]


def _ring(ring: Sequence[Sequence[float]], frame: _Frame) -> str:
    """``M`` and the first point, then steps: half as long as absolute positions."""
    x, y = frame.at(*ring[0])
    steps = [f"M{x} {y}l"]
    for longitude, latitude in ring[1:-1]:
        to = frame.at(longitude, latitude)
        if to != (x, y):
            steps.append(f"{to[0] - x} {to[1] - y} ")
            x, y = to
    return "".join(steps).rstrip() + "z"


def _places(coverage: Coverage, frame: _Frame) -> list[str]:
    """Places that would be drawn one over the other are drawn once."""
    spots = {frame.at(one.point.longitude, one.point.latitude) for one in coverage.places if one.point}
    inside = sorted((x, y) for x, y in spots if 0 <= x <= WIDTH and 0 <= y <= frame.height)
    if not inside:
        return []
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="11"/>' for x, y in inside)
    return [f'<g fill="#14314f" stroke="#ffffff" stroke-width="3">{dots}</g>']


def _names(coverage: Coverage, frame: _Frame) -> list[str]:
    """The most inhabited towns, as long as their names do not meet."""
    taken: list[tuple[int, int]] = []
    texts = []
    for one in sorted(coverage.communes, key=lambda one: (-(one.population or 0), one.code)):
        x, y = frame.at(one.point.longitude, one.point.latitude)
        if all(abs(x - a) > 2 * APART or abs(y - b) > APART // 2 for a, b in taken):
            taken.append((x, y))
            side, shift = ("end", -20) if x > WIDTH * 0.8 else ("start", 20)
            texts.append(f'<text x="{x + shift}" y="{y + 11}" text-anchor="{side}">{escape(one.name)}</text>')
        if len(texts) == NAMED:
            break
    style = (
        'font-size="38" fill="#1f242b" stroke="#ffffff" stroke-width="7" stroke-linejoin="round" paint-order="stroke"'
    )
    return [f"<g {style}>{''.join(texts)}</g>"] if texts else []
