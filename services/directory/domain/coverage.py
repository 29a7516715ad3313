"""How far each commune is from a place that helps, and how many inhabitants that concerns."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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
    """What is counted of the department or of a part of it. ``structures``: on the map or not; ``inhabitants``: None
    when there are communes and the population of none is known."""

    name: str
    communes: int
    communes_without: int
    inhabitants: int | None
    inhabitants_without: int | None
    structures: int

    @property
    def share_without(self) -> float | None:
        if not self.inhabitants or self.inhabitants_without is None:
            return None
        return self.inhabitants_without / self.inhabitants

    @property
    def per_10_000(self) -> float | None:
        return self.structures * 10_000 / self.inhabitants if self.inhabitants else None


@dataclass(frozen=True)
class Coverage:
    """``communes``: those counted, by name; ``places``: those that stand somewhere; ``unplaced``: how many do not.

    ``uncounted``: structures of communes outside the department, or of which one cannot tell: they are in no group.
    """

    within: int
    communes: Sequence[Covered]
    places: Sequence[Helping]
    unplaced: int
    structures_by_intercommunality: dict[str, int]

    @property
    def structures(self) -> int:
        return sum(self.structures_by_intercommunality.values())

    @property
    def uncounted(self) -> int:
        return len(self.places) + self.unplaced - self.structures

    @cached_property
    def whole(self) -> Share:
        return _share("", self.communes, self.structures)

    @cached_property
    def parts(self) -> list[Share]:
        """By group of communes, in alphabetical order; what belongs to none comes last."""
        of: dict[str, list[Covered]] = {}
        for one in self.communes:
            of.setdefault(one.intercommunality, []).append(one)
        counted = self.structures_by_intercommunality
        return [_share(name, of[name], counted.get(name, 0)) for name in sorted(of, key=lambda name: (not name, name))]


def cover(
    communes: Sequence[Inhabited], structures: Iterable[Helping], within: int, *, department: str = ""
) -> Coverage:
    """Distances as the crow flies, from the town hall. ``department``: what the codes of its communes begin with."""
    structures = list(structures)
    placed = [(one, one.point) for one in structures if one.point is not None]
    nearest = Nearest([point for _, point in placed])
    places = [one for one, _ in placed]
    covered = [_covered(one, places, nearest.to(one.point), within) for one in communes if not one.is_divided]
    counted = _counted(communes, structures, department)
    return Coverage(within, covered, places, len(structures) - len(places), counted)


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


def _counted(communes: Sequence[Inhabited], structures: Iterable[Helping], department: str) -> dict[str, int]:
    """A structure belongs to the commune whose code it bears. Without a code, or with one of the department that no
    commune has any more, it belongs to that of its name, unless communes of two groups bear it."""
    by_code = {one.code: one.intercommunality for one in communes}
    by_key: dict[str, set[str]] = {}
    for one in communes:
        by_key.setdefault(one.key, set()).add(one.intercommunality)

    def group_of(one: Helping) -> str | None:
        if one.commune_code in by_code:
            return by_code[one.commune_code]
        is_here = not one.commune_code or one.commune_code.startswith(department)
        named = by_key.get(one.commune_key, set()) if is_here else set()
        return next(iter(named)) if len(named) == 1 else None

    return Counter(group for group in map(group_of, structures) if group is not None)


def population_of(communes: Collection[Covered]) -> int | None:
    """Of those whose population is known; None when there are communes and none is."""
    known = [one.population for one in communes if one.population is not None]
    return sum(known) if known or not communes else None


def _share(name: str, communes: Sequence[Covered], structures: int) -> Share:
    without = [one for one in communes if one.is_without]
    return Share(
        name=name,
        communes=len(communes),
        communes_without=len(without),
        inhabitants=population_of(communes),
        inhabitants_without=population_of(without),
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
