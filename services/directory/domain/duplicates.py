"""Which two records are probably one place, and why, in words.

Records are compared only when they share a *blocking key* (same SIRET, telephone, address, significant words of the
name in a commune, or cell of the map), so that the work grows with the number of records and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations
from uuid import UUID

from services.directory.domain.distances import Point, metres_between
from services.directory.domain.search_text import commune_key, plain

LIKELY = 60
"""Score, out of 100, from which a pair is shown."""
CROWD = 40
"""A key that more records share says little: only neighbours by name are compared."""
NEIGHBOURS = 6
NAMESAKES = 3
"""Places that may be the one of which only the name is known; more of them say that the name says little."""
CELL = 0.002
"""Degrees: about 200 m from north to south."""

_NAMES = {0.99: (40, "même nom"), 0.75: (28, "noms proches"), 0.6: (18, "noms assez proches")}
"""Least likeness of the names → points and their reason."""
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
"""« C.C.A.S. », which the lists of a department write as often as « CCAS »."""
_SMALL = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur"])
_SHORT = {"st": "saint", "ste": "sainte", "bd": "boulevard", "av": "avenue", "ave": "avenue", "pl": "place"}
_SHORT |= {"ccas": "centre communal action sociale", "mjc": "maison jeunes culture", "bibliotheque": "mediatheque"}


@dataclass(frozen=True)
class Record:
    id: UUID
    label: str
    commune: str
    postcode: str
    address: str
    pivot: str
    phone: str
    latitude: float | None
    longitude: float | None

    @cached_property
    def place(self) -> str:
        return self.postcode or commune_key(self.commune)

    @cached_property
    def name(self) -> str:
        """Significant words in order, without those of the commune."""
        commune = set(_words(self.commune))
        words = _words(self.label)
        return " ".join(sorted([word for word in words if word not in commune] or words))

    @cached_property
    def is_only_named(self) -> bool:
        """As the pilot structure of a network that has just signed up."""
        return not (self.place or self.street or self.siret or self.phone or self.latitude is not None)

    @cached_property
    def whole_names(self) -> frozenset[frozenset[str]]:
        """What somebody may call the place who says all of it in its name: with or without its commune."""
        words = frozenset(_words(self.label))
        return frozenset({words, words | frozenset(_words(self.commune))})

    @cached_property
    def street(self) -> str:
        return " ".join(_words(self.address))

    @cached_property
    def siret(self) -> str:
        """Empty for the zeros that files put where nothing is known."""
        return self.pivot if self.pivot.strip("0") else ""


@dataclass(frozen=True)
class Likeness:
    """``first`` has the smaller identifier."""

    first: UUID
    second: UUID
    score: int
    reasons: tuple[str, ...]


def likely_duplicates(records: Sequence[Record]) -> list[Likeness]:
    """The likeliest first."""
    found = [compare(*pair) for pair in candidates(records)] + list(_only_named(records))
    return sorted((one for one in found if one.score >= LIKELY), key=lambda one: (-one.score, one.first, one.second))


def candidates(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Pairs that share a key, each once."""
    blocks: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for key in _keys(record):
            blocks[key].append(record)
    seen: set[tuple[UUID, UUID]] = set()
    for block in blocks.values():
        for one, other in _pairs(block):
            key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if key not in seen:
                seen.add(key)
                yield (one, other) if one.id < other.id else (other, one)


def _only_named(records: Sequence[Record]) -> Iterator[Likeness]:
    """A record of which only the name is known, and those that bear exactly this name."""
    bare = [record for record in records if record.is_only_named]
    if not bare:
        return
    named: dict[frozenset[str], list[Record]] = defaultdict(list)
    for record in records:
        for name in record.whole_names:
            named[name].append(record)
    for record in bare:
        others = [one for one in named[frozenset(_words(record.label))] if one.id != record.id]
        for other in others if len(others) <= NAMESAKES else ():
            if record.id < other.id or not other.is_only_named:
                first, second = sorted((record.id, other.id))
                yield Likeness(first, second, LIKELY, ("même nom", "une des fiches n’a que son nom"))


def compare(first: Record, second: Record) -> Likeness:
    """A like name is needed, or the same SIRET: two services under one roof are not one structure."""
    name = _name_likeness(first.name, second.name)
    same_siret = bool(first.siret) and first.siret == second.siret
    points = list(_points(first, second, name, same_siret))
    score = min(100, sum(value for value, _ in points))
    if not same_siret and name < 0.6:
        score = min(score, LIKELY - 1)
    if first.siret and second.siret and not same_siret:
        score -= 25
    return Likeness(first.id, second.id, max(score, 0), tuple(words for _, words in points))


def metres_apart(first: Record, second: Record) -> float | None:
    """None when one is not located."""
    if first.latitude is None or second.latitude is None or first.longitude is None or second.longitude is None:
        return None
    return metres_between(Point(first.latitude, first.longitude), Point(second.latitude, second.longitude))


def _points(first: Record, second: Record, name: float, same_siret: bool) -> Iterator[tuple[int, str]]:
    if same_siret:
        yield 40, "même SIRET"
    named = next((points for least, points in _NAMES.items() if name >= least), None)
    yield from (named,) if named else ()
    if first.street and first.street == second.street and first.place == second.place:
        yield 30, "même adresse"
    elif first.place and first.place == second.place:
        yield 8, "même commune"
    metres = metres_apart(first, second)
    if metres is not None and metres <= 150:
        yield 15, f"à {round(metres)} m" if metres >= 1 else "au même point de la carte"
    if first.phone and first.phone == second.phone:
        yield (8 if _are_in_two_communes(first, second) else 20), "même téléphone"


def _are_in_two_communes(first: Record, second: Record) -> bool:
    """One number then often answers for several places, such as those of a community of communes."""
    communes = commune_key(first.commune), commune_key(second.commune)
    return all(communes) and communes[0] != communes[1] and first.place != second.place


def _name_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 else 0.0


def _keys(record: Record) -> Iterator[str]:
    if record.siret:
        yield f"siret {record.siret}"
    if record.phone:
        yield f"phone {record.phone}"
    if record.street:
        yield f"street {record.place} {record.street}"
    for word in set(record.name.split()):
        yield f"name {record.place} {word[:6]}"
    if record.latitude is not None and record.longitude is not None:
        # Two grids, shifted by half a cell: near points share a cell of one of them.
        for grid, shift in enumerate((0.0, 0.5)):
            yield f"map{grid} {int(record.latitude / CELL + shift)} {int(record.longitude / CELL + shift)}"


def _pairs(block: list[Record]) -> Iterable[tuple[Record, Record]]:
    if len(block) <= CROWD:
        return combinations(block, 2)
    ordered = sorted(block, key=lambda record: record.name)
    return ((one, other) for i, one in enumerate(ordered) for other in ordered[i + 1 : i + 1 + NEIGHBOURS])


def _words(text: str) -> list[str]:
    text = _DOTTED.sub(lambda initials: initials[0].replace(".", "") + " ", text)
    words = " ".join(_SHORT.get(word, word) for word in plain(text).split())
    return [word for word in words.split() if word not in _SMALL]
