"""How far each commune is from a place that helps, and how many inhabitants that concerns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from services.directory.domain.distances import Point
from services.directory.domain.nearest import Nearest

RADII = (5, 10, 15, 20, 30)
"""Kilometres that can be chosen."""
USUAL_RADIUS = 10
NEAR, FAR, VERY_FAR = "near", "far", "very_far"
Reach = Literal["near", "far", "very_far"]


@dataclass(frozen=True)
class Inhabited:
    """A commune of the reference. ``key``: its name without accents or capitals."""

    code: str
    name: str
    key: str
    intercommunality: str
    is_divided: bool
    population: int | None
    point: Point


@dataclass(frozen=True)
class Helping:
    """A place of the network. ``point`` is None when nobody knows where it is."""

    id: UUID
    label: str
    commune_code: str
    commune_key: str
    point: Point | None


@dataclass(frozen=True)
class Covered:
    """A commune and the place that is the nearest to it; ``kilometres`` is None when the network has no place at all.

    ``reach``: NEAR within the chosen distance, FAR within twice as much, VERY_FAR beyond, by the kilometres as they are
    shown: with one decimal.
    """

    code: str
    name: str
    key: str
    intercommunality: str
    population: int | None
    point: Point
    kilometres: float | None
    structure_id: UUID | None
    structure: str
    reach: Reach

    @property
    def is_without(self) -> bool:
        return self.reach != NEAR


@dataclass(frozen=True)
class Share:
    """What is counted of the department or of a part of it. ``structures``: on the map or not."""

    name: str
    communes: int
    communes_without: int
    inhabitants: int
    inhabitants_without: int
    structures: int

    @property
    def share_without(self) -> float | None:
        return self.inhabitants_without / self.inhabitants if self.inhabitants else None

    @property
    def per_10_000(self) -> float | None:
        return self.structures * 10_000 / self.inhabitants if self.inhabitants else None


@dataclass(frozen=True)
class Coverage:
    """``communes``: those counted, by name; ``places``: those that stand somewhere; ``unplaced``: how many do not."""

    within: int
    communes: Sequence[Covered]
    places: Sequence[Helping]
    unplaced: int
    structures_by_intercommunality: dict[str, int]
    """Places of communes outside the department are counted nowhere."""

    @cached_property
    def whole(self) -> Share:
        return _share("", self.communes, len(self.places) + self.unplaced)

    @cached_property
    def parts(self) -> list[Share]:
        """By group of communes, in alphabetical order; what belongs to none comes last."""
        of: dict[str, list[Covered]] = {}
        for one in self.communes:
            of.setdefault(one.intercommunality, []).append(one)
        counted = self.structures_by_intercommunality
        return [_share(name, of[name], counted.get(name, 0)) for name in sorted(of, key=lambda name: (not name, name))]


def cover(communes: Sequence[Inhabited], structures: Iterable[Helping], within: int) -> Coverage:
    """Distances as the crow flies, from the town hall."""
    structures = list(structures)
    placed = [(one, one.point) for one in structures if one.point is not None]
    nearest = Nearest([point for _, point in placed])
    places = [one for one, _ in placed]
    covered = [_covered(one, places, nearest.to(one.point), within) for one in communes if not one.is_divided]
    return Coverage(within, covered, places, len(structures) - len(places), _counted(communes, structures))


def _covered(one: Inhabited, places: Sequence[Helping], found: tuple[int, float] | None, within: int) -> Covered:
    place, kilometres = (places[found[0]], round(found[1] / 1000, 1)) if found else (None, None)
    return Covered(
        code=one.code,
        name=one.name,
        key=one.key,
        intercommunality=one.intercommunality,
        population=one.population,
        point=one.point,
        kilometres=kilometres,
        structure_id=place.id if place else None,
        structure=place.label if place else "",
        reach=_reach(kilometres, within),
    )


def _reach(kilometres: float | None, within: int) -> Reach:
    if kilometres is None or kilometres > 2 * within:
        return VERY_FAR
    return NEAR if kilometres <= within else FAR


def _counted(communes: Sequence[Inhabited], structures: Iterable[Helping]) -> dict[str, int]:
    """A structure belongs to the commune whose code it bears or, without a known one, to that of its name."""
    by_code = {one.code: one.intercommunality for one in communes}
    by_key = {one.key: one.intercommunality for one in communes}
    groups = (by_code.get(one.commune_code, by_key.get(one.commune_key)) for one in structures)
    return Counter(group for group in groups if group is not None)


def _share(name: str, communes: Sequence[Covered], structures: int) -> Share:
    without = [one for one in communes if one.is_without]
    return Share(
        name=name,
        communes=len(communes),
        communes_without=len(without),
        inhabitants=sum(one.population or 0 for one in communes),
        inhabitants_without=sum(one.population or 0 for one in without),
        structures=structures,
    )


SORTS = {
    "priority": lambda one: (not one.is_without, -(one.population or 0), one.key, one.code),
    "distance": lambda one: (-_far(one), one.key, one.code),
    "name": lambda one: (one.key, one.code),
}
"""``priority``: communes without a place first, those with the most inhabitants before the others."""


def _far(one: Covered) -> float:
    return float("inf") if one.kilometres is None else one.kilometres
