"""The filters of the list of structures: their choices, and the chips that take them away."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from services.directory.domain import national_vocabulary as national
from services.directory.domain.distances import Point, metres_between
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.typologies import typology_label
from services.directory.models.structure import Structure
from services.directory.schemas.structure_query import RADII
from shared.web.formats import NO_BREAK, decimal

SORT_LABELS = {
    "relevance": "Par pertinence",
    "label": "Par nom",
    "commune": "Par commune",
    "distance": "Par distance",
}


def filters_of(query: Mapping[str, Any], communes: list[str], typologies: list[str]) -> dict[str, Any]:
    """For the template: ``filters`` (chips), ``selects``, ``more_selects`` and what they need."""
    kinds = sorted(((code, typology_label(code)) for code in typologies), key=lambda kind: kind[1].casefold())
    more = [
        ("audience", "Public", _same(national.TARGET_AUDIENCES)),
        ("care", "Prise en charge", _same(national.SPECIAL_CARE)),
        ("fee", "Frais", _same(national.FEES)),
        ("access", "Accès", _same(national.ACCESS_MODES)),
        ("typology", "Type de structure", kinds),
        ("stage", "Étape du parcours", list(STAGES.items())),
        ("equipment", "Sur place", list(EQUIPMENT.items())),
    ]
    return {
        "filters": _chips(query),
        "communes": communes,
        "radii": RADII,
        "services": national.SERVICES,
        "short_services": national.SHORT_SERVICES,
        "more_selects": more,
        "more_chosen": any(query[name] for name, _, _ in more) or query["host"],
        "sorts": _sorts(query),
    }


def _sorts(query: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Value, label, whether it is the present one; only those that mean something here."""
    present = query["sort"] or query["wanted"].usual_sort
    possible = {"relevance": bool(query["q"]), "distance": bool(query["commune"] or query["wanted"].near)}
    return [(name, label, name == present) for name, label in SORT_LABELS.items() if possible.get(name, True)]


def _same(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def _chips(query: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it."""
    labels: dict[str, str] = {
        "q": f"« {query['q']} »" if query["q"] else "",
        "commune": query["commune"],
        "within": _within(query),
        "typology": typology_label(query["typology"]) if query["typology"] else "",
        "stage": STAGES.get(query["stage"], ""),
        "equipment": EQUIPMENT.get(query["equipment"], ""),
        "host": "Peut accueillir une rencontre" if query["host"] else "",
        "open": "Ouvert maintenant" if query["open_now"] else "",
        "status": "Archivées" if query["status"] == "archived" else "",
        **{name: query[name] for name in ("service", "audience", "care", "fee", "access")},
    }
    chosen = {name: value for name, value in request.args.items() if value and name != "cursor"}
    return [
        {"label": label, "remove_href": url_for(".list_structures", **_without(chosen, name))}  # type: ignore[arg-type]
        for name, label in labels.items()
        if label and name in chosen
    ]


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
