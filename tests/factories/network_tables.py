"""Invented tables that hold what a network notes beside the national schema."""

from tests.factories.odd_tables import as_csv

PLACES = (
    {
        "Nom": "Médiathèque des Tilleuls",
        "Adresse": "2 rue Neuve",
        "Code postal": "64000",
        "Commune": "Pau",
        "Étapes du parcours": "Faire avec / Former",
        "Équipements": "imprimante, wifi",
        "Nb de postes": "3 postes",
        "Savoir-faire à partager": "Un atelier mémoire",
        "Salle de réunion": "x",
        "Capacité d’accueil": "20",
        "Publier": "Oui",
    },
    {
        "Nom": "Mairie de Gelos",
        "Adresse": "1 place de la Mairie",
        "Code postal": "64110",
        "Commune": "Gelos",
        "Étapes du parcours": "Orientation",
        "Nb de postes": "aucun",
        "Publier": "NON",
    },
)


def places(*changed: dict[str, str]) -> bytes:
    """The two lines, each with other cells if any are given."""
    lines = [dict(line) for line in PLACES]
    for line, cells in zip(lines, changed, strict=False):
        line.update(cells)
    return as_csv(tuple(lines), encoding="utf-8")
