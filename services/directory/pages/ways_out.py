"""From a list that is empty, to lists that are not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.directory.domain.search_text import commune_key
from services.directory.pages.list_filters import chosen_filters
from services.directory.queries.publication import list_public_communes
from services.directory.queries.structures import Wanted, count_each, list_communes
from services.directory.schemas.structure_query import RADII
from services.directory.spelling import alike
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with
from shared.web.formats import NO_BREAK

_CLEARED: dict[str, dict[str, Any]] = {
    "q": {"text": ""},
    "commune": {"commune": "", "within": None},
    "within": {"within": None, "near": None},
    "open": {"open_now": False},
    "free": {"free_places": False},
    "host": {"host": False},
}
"""What is no longer wanted without the filter of that name; the others are texts."""


@dataclass(frozen=True)
class _Way:
    label: str
    wanted: Wanted
    href: str
    is_circle: bool = False
    """Of circles around one place, the smallest that holds something is enough."""


def ways_out(uow: UnitOfWork, query: Mapping[str, Any], chips: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The commune that was meant, farther, or without one of the filters; only what finds something."""
    wanted = query["wanted"]
    ways = [*_communes_meant(uow, wanted), *_circles(wanted), *_without_one(wanted, chips)]
    counts = count_each(uow, [way.wanted for way in ways])
    found = [(way, count) for way, count in zip(ways, counts, strict=True) if count]
    smallest = next((way for way, _ in found if way.is_circle), None)
    return [
        {"label": way.label, "count": count, "href": way.href}
        for way, count in found
        if way is smallest or not way.is_circle
    ]


def _communes_meant(uow: UnitOfWork, wanted: Wanted) -> Iterator[_Way]:
    """Those that resemble what was typed, when it is the name of none."""
    if not wanted.commune:
        return
    known = list_public_communes(uow) if wanted.only_public else list_communes(uow)
    names = {commune_key(name): name for name in known}
    typed = commune_key(wanted.commune)
    for key in () if typed in names else alike(typed, list(names))[:3]:
        href = here_with({**chosen_filters(), "commune": names[key]})
        yield _Way(f"À {names[key]}", replace(wanted, commune=names[key]), href)


def _circles(wanted: Wanted) -> Iterator[_Way]:
    """Wider ones than the present one."""
    if not (wanted.commune or wanted.near):
        return
    for radius in RADII:
        if radius > (wanted.within or 0):
            href = here_with({**chosen_filters(), "within": str(radius)})
            yield _Way(f"À {radius}{NO_BREAK}km autour", replace(wanted, within=radius), href, is_circle=True)


def _without_one(wanted: Wanted, chips: list[dict[str, str]]) -> Iterator[_Way]:
    for chip in chips:
        name = chip["name"]
        if name != "status":
            label = f"Sans « {chip['label'].strip('« »')} »"
            yield _Way(label, replace(wanted, **_CLEARED.get(name, {name: ""})), chip["remove_href"])
