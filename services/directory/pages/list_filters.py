"""The filters of the list of structures: their choices, and the chips that take them away."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import request

from services.directory.domain import national_vocabulary as national
from services.directory.domain.distances import Point, metres_between
from services.directory.domain.lending import LENT
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.typologies import typology_label
from services.directory.models.structure import Structure
from services.directory.queries.missing import MISSING
from services.directory.queries.structures import UNKNOWN, count_without_hours
from services.directory.schemas.structure_query import RADII
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with
from shared.web.formats import NO_BREAK, decimal
from shared.web.pagination import Page

Choices = list[tuple[str, str, list[tuple[str, str]]]]
"""Name in the address, label, and the values with their words."""

SORT_LABELS = {
    "relevance": "Par pertinence",
    "label": "Par nom",
    "commune": "Par commune",
    "distance": "Par distance",
}


def filters_of(query: Mapping[str, Any], communes: list[str], more: Choices, **others: Any) -> dict[str, Any]:
    """For ``structures/_search.html``: ``filters`` (chips), ``more_selects`` and what they need."""
    return {
        "filters": _chips(query),
        "communes": communes,
        "radii": RADII,
        "services": national.SERVICES,
        "short_services": national.SHORT_SERVICES,
        "more_selects": more,
        "more_chosen": any(query[name] for name, _, _ in more) or query.get("host", False),
        "sorts": _sorts(query),
        **others,
    }


def choices_of_visitors(stages: Collection[str], equipment: Collection[str]) -> Choices:
    """What the public page lets choose besides the commune and the service.

    ``stages``, ``equipment``: codes that places bear; a choice that finds nothing anywhere is no choice.
    """
    return [
        *_choices_of_all(),
        ("stage", "Étape du parcours", [choice for choice in STAGES.items() if choice[0] in stages]),
        ("equipment", "Équipement", [choice for choice in EQUIPMENT.items() if choice[0] in equipment]),
    ]


def _choices_of_all() -> Choices:
    return [
        ("audience", "Public", same(national.TARGET_AUDIENCES)),
        ("care", "Prise en charge", same(national.SPECIAL_CARE)),
        ("fee", "Frais", same(national.FEES)),
        ("access", "Accès", same(national.ACCESS_MODES)),
    ]


def choices_of_members(typologies: list[str], lent: list[str]) -> Choices:
    """``lent``: kinds of things that some structure lends."""
    kinds = sorted(((code, typology_label(code)) for code in typologies), key=lambda kind: kind[1].casefold())
    return [
        *_choices_of_all(),
        ("typology", "Type de structure", kinds),
        ("stage", "Étape du parcours", list(STAGES.items())),
        ("equipment", "Sur place", list(EQUIPMENT.items())),
        ("lends", "Prête", [(kind, LENT[kind][1].capitalize()) for kind in lent]),
        ("missing", "À compléter", [(what, f"Il manque {said}") for what, said in MISSING.items()]),
    ]


def _sorts(query: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Value, label, whether it is the present one; only those that mean something here."""
    present = query["sort"] or query["wanted"].usual_sort
    possible = {"relevance": bool(query["q"]), "distance": bool(query["commune"] or query["wanted"].near)}
    return [(name, label, name == present) for name, label in SORT_LABELS.items() if possible.get(name, True)]


def same(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Choices whose value is what is read."""
    return [(value, value) for value in values]


def _chips(query: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it."""
    labels: dict[str, str] = {
        "q": f"« {query['q']} »" if query["q"] else "",
        "commune": query["commune"],
        "within": _within(query),
        "typology": typology_label(query["typology"]) if query.get("typology") else "",
        "stage": STAGES.get(query.get("stage", ""), ""),
        "equipment": EQUIPMENT.get(query.get("equipment", ""), ""),
        "lends": f"Prête des {LENT[query['lends']][1]}" if query.get("lends") else "",
        "host": "Peut accueillir une rencontre" if query.get("host") else "",
        "open": "Ouvert maintenant" if query["open_now"] else "",
        "hours": "Horaires inconnus" if query["hours"] else "",
        "missing": f"Il manque {MISSING[query['missing']]}" if query.get("missing") else "",
        "free": "Places libres" if query["free_places"] else "",
        "status": "Archivées" if query.get("status") == "archived" else "",
        **{name: query[name] for name in ("service", "audience", "care", "fee", "access")},
    }
    chosen = chosen_filters()
    return [
        {"name": name, "label": label, "remove_href": here_with(_without(chosen, name))}
        for name, label in labels.items()
        if label and name in chosen
    ]


def chosen_filters() -> dict[str, str]:
    """What the address says, but for the page."""
    return {name: value for name, value in request.args.items() if value and name != "cursor"}


def perhaps_open(uow: UnitOfWork, query: Mapping[str, Any], page: Page) -> dict[str, Any] | None:
    """Under a short list of what is open now: how many places are left out because their hours are not known."""
    if not query["open_now"] or page.next or not (count := count_without_hours(uow, query["wanted"])):
        return None
    return {"count": count, "href": here_with({**_without(chosen_filters(), "open"), "hours": UNKNOWN})}


def _within(query: Mapping[str, Any]) -> str:
    if query["within"] is None or not (query["commune"] or query["wanted"].near):
        return ""
    kilometres = f"{decimal(query['within'], 1)}{NO_BREAK}km"
    return f"À {kilometres} autour" if query["commune"] else f"À {kilometres} du point choisi"


def _without(chosen: dict[str, str], name: str) -> dict[str, str]:
    gone = {"commune": ("commune", "within"), "within": ("within", "latitude", "longitude")}.get(name, (name,))
    return {key: value for key, value in chosen.items() if key not in gone}


def distance_words(centre: Point | None, structure: Structure) -> str:
    """« à 3,2 km »; empty when one of the two places is unknown."""
    if centre is None or structure.latitude is None or structure.longitude is None:
        return ""
    metres = metres_between(centre, Point(structure.latitude, structure.longitude))
    return f"à {decimal(metres / 1000, 1 if metres < 20_000 else 0)}{NO_BREAK}km"
