"""The filters of « Partage »: their choices, and the chips that take them away."""

from collections.abc import Mapping
from typing import Any

from flask import request

from services.directory.domain.national_vocabulary import SERVICES, SHORT_SERVICES, TARGET_AUDIENCES
from services.directory.domain.resources import HIDDEN, PROPOSED, PUBLISHED, REFUSED, SOFTWARE, TEACHING
from services.directory.queries.resources import MINE, SORTS
from shared.web.addresses import here_with

KIND_NAMES = {TEACHING: "Ressources pédagogiques", SOFTWARE: "Logiciels libres"}
VIEW_NAMES = {PUBLISHED: "Partagé", MINE: "Mes propositions", PROPOSED: "À relire", REFUSED: "Refusé", HIDDEN: "Masqué"}


def filters_of(query: Mapping[str, Any]) -> dict[str, Any]:
    """For the template: ``filters`` (chips) and the choices of the form."""
    return {
        "filters": _chips(query),
        "short_themes": SHORT_SERVICES,
        "view_names": VIEW_NAMES,
        "sorts": list(SORTS.items()),
        "kinds": list(KIND_NAMES.items()),
        "themes": [(theme, theme) for theme in SERVICES],
        "audiences": [(audience, audience) for audience in TARGET_AUDIENCES],
    }


def _chips(query: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it."""
    labels = {
        "q": f"« {query['q']} »" if query["q"] else "",
        "kind": KIND_NAMES.get(query["kind"], ""),
        "theme": query["theme"],
        "audience": query["audience"],
        "falc": "Facile à lire (FALC)" if query["falc"] else "",
    }
    chosen = {name: value for name, value in request.args.items() if value and name != "cursor"}
    return [
        {"label": label, "remove_href": here_with({key: value for key, value in chosen.items() if key != name})}
        for name, label in labels.items()
        if label
    ]
