"""French names of the codes that events carry."""

from services.reporting.domain.french import count

KINDS = {
    "atelier": ("atelier", "ateliers"),
    "permanence": ("permanence", "permanences"),
    "formation": ("formation", "formations"),
    "webinaire": ("webinaire", "webinaires"),
    "temps_echange": ("temps d’échange", "temps d’échange"),
    "conference": ("conférence", "conférences"),
}
ITEM_KINDS = {
    "tablet": "Tablettes",
    "laptop": "Ordinateurs portables",
    "smartphone": "Smartphones",
    "router": "Routeurs",
    "cover": "Pochettes",
    "charger": "Chargeurs",
    "other": "Autres matériels",
}
STATUSES = {
    "available": "Disponibles",
    "lent": "Prêtés",
    "repair": "En réparation",
    "lost": "Perdus",
    "retired": "Retirés",
}


def kind_count(kind: str, held: int) -> str:
    """« 12 ateliers »."""
    return count(held, *KINDS.get(kind, (kind, kind)))


def kind_label(kind: str) -> str:
    """« Ateliers »."""
    plural = KINDS.get(kind, (kind, kind))[1]
    return plural[:1].upper() + plural[1:]
