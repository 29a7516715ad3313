"""What members share: teaching resources and free software. Codes in the database, French on screens."""

from collections.abc import Sequence
from typing import NamedTuple

TEACHING = "teaching"
SOFTWARE = "software"
KINDS = {TEACHING: "Ressource pédagogique", SOFTWARE: "Logiciel libre"}

PROPOSED = "proposed"
PUBLISHED = "published"
REFUSED = "refused"
HIDDEN = "hidden"
STATES = {PROPOSED: "en attente", PUBLISHED: "partagé", REFUSED: "refusé", HIDDEN: "masqué"}

SYSTEMS = {
    "windows": "Windows",
    "macos": "macOS",
    "linux": "Linux",
    "android": "Android",
    "ios": "iPhone et iPad (iOS)",
    "web": "Dans le navigateur",
}


class Licence(NamedTuple):
    label: str
    meaning: str


LICENCES_OF = {
    TEACHING: {
        "CC0-1.0": Licence("Domaine public (CC0)", "Chacun en fait ce qu’il veut."),
        "CC-BY-4.0": Licence("CC BY", "On peut la reprendre et la changer, en citant l’auteur."),
        "CC-BY-SA-4.0": Licence("CC BY-SA", "Comme CC BY, et ce qu’on en tire se partage de la même façon."),
        "CC-BY-NC-SA-4.0": Licence("CC BY-NC-SA", "Comme CC BY-SA, et jamais pour la vendre."),
        "etalab-2.0": Licence("Licence Ouverte 2.0 (Etalab)", "Celle des administrations : on cite la source."),
        "other": Licence(
            "Tous droits réservés, ou autre", "À lire entre nous ; demandez à l’auteur pour la reprendre."
        ),
    },
    SOFTWARE: {
        "GPL": Licence("GPL", ""),
        "AGPL": Licence("AGPL", ""),
        "LGPL": Licence("LGPL", ""),
        "MPL": Licence("MPL (Mozilla)", ""),
        "EUPL": Licence("EUPL (Union européenne)", ""),
        "MIT": Licence("MIT", ""),
        "BSD": Licence("BSD", ""),
        "Apache": Licence("Apache", ""),
        "other-free": Licence("Autre licence libre", ""),
    },
}
LICENCES = {code: licence for licences in LICENCES_OF.values() for code, licence in licences.items()}

NOT_OF = {TEACHING: ("systems", "remark"), SOFTWARE: ("theme", "audiences", "is_falc")}
"""Kind → what only the other one has."""


def faults(
    kind: str, *, url: str, has_file: bool, theme: str, licence: str, systems: Sequence[str]
) -> dict[str, list[str]]:
    """What is missing or too much, in French, by field."""
    found: dict[str, list[str]] = {}
    if licence not in LICENCES_OF[kind]:
        found["licence"] = ["Choisissez une licence de la liste."]
    if kind == SOFTWARE:
        if not url or has_file:
            found["url"] = ["Donnez l’adresse du site officiel, où l’on télécharge le logiciel."]
        if not systems:
            found["systems"] = ["Dites sur quoi il marche : cochez au moins une case."]
        return found
    if url and has_file:
        found["url"] = ["Donnez un lien ou un fichier, pas les deux : effacez le lien pour envoyer le fichier."]
    if not url and not has_file:
        found["url"] = ["Donnez un lien, ou choisissez un fichier."]
    if not theme:
        found["theme"] = ["Choisissez le thème le plus proche."]
    return found
