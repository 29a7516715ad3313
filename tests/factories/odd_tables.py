"""Invented tables with the defects of those that networks really keep."""

import csv
import io
import json
from typing import Any

OWN_TABLE = (
    {
        "Nom de la structure": "Médiathèque des Tilleuls",
        "Adresse, numéro et nom de la voie": "2 rue Neuve",
        "Code postal": "1000",
        "Ville": "Bourg-en-Bresse",
        "Téléphone": "04 74 00 00 01 / 06 39 98 00 01",
        "Adresse mail": "contact@tilleuls.example",
        "Démarches administratives": "Souvent",
        "En libre accès": "X",
        "Collectivement": "X",
        "Publics": "Seniors (+65 ans) / Familles/ enfant / Déficiance visuelle",
        "Lundi matin": "9h-12h",
        "Lundi après-midi": "13h30-17h",
        "Mardi": "9h-12h / 13h30-17h",
        "Mercredi": "fermé",
        "Tarifs": "11 € l’adhésion\nGratuit sous conditions",
        "Présentation": "<p>Un lieu<br>ouvert &amp; calme</p>",
        "X": "871100",
        "Y": "6569900",
    },
    {
        "Nom de la structure": "Mairie de Ceyzériat",
        "Adresse, numéro et nom de la voie": "place de l’Église",
        "Code postal": "1250",
        "Ville": "Ceyzériat",
        "Téléphone": "04.74.00.00.02",
        "Démarches administratives": "Pas du tout",
        "Tarifs": "GRATUIT",
        "Publics": "Tout le monde",
    },
)
"""Department 01. One column per day or half-day, ticks, slashes, HTML, Lambert metres, lost zeros."""


def as_csv(rows: tuple[dict[str, Any], ...] = OWN_TABLE, *, encoding: str = "cp1252", separator: str = ";") -> bytes:
    """As Excel saves it in France."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def old_record(**cells: Any) -> dict[str, Any]:
    """Of version 0.1 of the national schema, as a portal turns it into JSON."""
    return {
        "id": "139",
        "nom": "Le 139",
        "pivot": 36750100000000,
        "commune": "Le Havre",
        "code_postal": 76600,
        "code_insee": 76351,
        "adresse": "1 cours Neuf",
        "latitude": 49.49,
        "longitude": 0.12,
        "telephone": "02 35 00 00 01",
        "courriel": "contact@le139.example",
        "date_maj": "2024-01-15",
        "horaires": "Mo-Fr 9h-12h,13h30-17\u00a0:00",
        "services": "Accéder à une connexion internet;Prendre en main un ordinateur",
        "publics_accueillis": "Seniors (+ 65 ans);Surdité;Adultes",
        "conditions_acces": "Gratuit : Je peux accéder gratuitement au lieu et à ses services",
        "labels_nationaux": "France Services;CNFS;Fabriques de Territoire",
        "modalites_accompagnement": "Seul : j'ai accès à du matériel et une connexion",
        "labels_autres": "SudLabs",
        **cells,
    }


def as_json(*records: dict[str, Any]) -> bytes:
    return json.dumps(records, ensure_ascii=False).encode()
