"""20,000 invented structures in 101 networks."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from services.directory.domain.national_vocabulary import SERVICES
from services.directory.models.structure import new_values
from services.directory.usecases.bulk import TABLE
from shared.staging import staged
from shared.testing.subject import NetworkUnderTest
from tests.bench.ground import Ground

STRUCTURES = 20_000
LARGEST, USUAL, OTHERS = 12_000, 400, 99
"""Structures of the largest network, of the one that resembles most, and how many networks share the rest."""
NAMES = ("Médiathèque", "Mairie", "Centre social", "France Services", "Espace numérique", "Maison de quartier")
PLACES = ("des Tilleuls", "Jean Moulin", "de la Gare", "Simone Veil", "du Lac", "des Acacias", "Louise Michel")
STREETS = ("rue des Écoles", "place de la Mairie", "avenue de la République", "chemin du Moulin", "rue Pasteur")
BEGINS = ("Saint", "Mont", "Ville", "Beau", "Clair", "Haut", "Val", "Font", "Roche", "Bois")
ENDS = ("mont", "ville", "court", "bourg", "champ", "fontaine", "lieu", "mare", "gny", "vert", "rive", "combe")


def fill(place: Ground) -> dict[str, NetworkUnderTest]:
    """The two networks that are searched, by what they are called; the others are there to be in the way."""
    chance = random.Random(7)
    directory = place.service("directory")
    left = STRUCTURES - LARGEST - USUAL
    sizes = [LARGEST, USUAL, *(left // OTHERS + (number < left % OTHERS) for number in range(OTHERS))]
    networks = [directory.network(f"search-{number}") for number in range(len(sizes))]
    for network, size in zip(networks, sizes, strict=True):
        _write(network, size, chance)
    return {f"{LARGEST} structures": networks[0], f"{USUAL} structures": networks[1]}


def _write(network: NetworkUnderTest, size: int, chance: random.Random) -> None:
    communes = [_commune(chance) for _ in range(max(10, size // 12))]
    with network.uow() as uow:
        rows = [
            {**new_values(_structure(number, communes, chance), uow.now), "tenant_id": network.id}
            for number in range(size)
        ]
        source = staged(uow.session, TABLE, list(rows[0]), (list(row.values()) for row in rows))
        uow.session.execute(insert(TABLE).from_select(list(source.c.keys()), select(*source.c)))


def _commune(chance: random.Random) -> tuple[str, float, float]:
    name = f"{chance.choice(BEGINS)}{chance.choice(ENDS)}-{chance.choice(BEGINS)}{chance.choice(ENDS)}"
    return name, round(chance.uniform(48.6, 49.4), 4), round(chance.uniform(3.4, 4.9), 4)


def _structure(number: int, communes: Sequence[tuple[str, float, float]], chance: random.Random) -> dict[str, Any]:
    commune, latitude, longitude = chance.choice(communes)
    opens, closes = chance.randint(8, 10), chance.randint(16, 19)
    days = chance.choice(("Mo-Fr", "Tu-Sa", "Mo,We,Fr", "Tu,Th"))
    return {
        "external_id": f"lieu-{number}",
        "label": f"{chance.choice(NAMES)} {chance.choice(PLACES)}",
        "commune": commune,
        "postcode": "51000",
        "address": f"{chance.randint(1, 200)} {chance.choice(STREETS)}",
        "latitude": round(latitude + chance.uniform(-0.02, 0.02), 5),
        "longitude": round(longitude + chance.uniform(-0.02, 0.02), 5),
        "typologies": [chance.choice(("BIB", "MUNI", "CS", "ESS", "EPN"))],
        "phone": f"+333260{number:05d}",
        "emails": [f"lieu{number}@example.org"],
        "opening_hours": f"{days} {opens:02d}:{chance.choice(('00', '15', '30'))}-12:00,{chance.randint(13, 14)}:00-"
        f"{closes}:{chance.choice(('00', '30'))}; Sa 09:00-{chance.randint(10, 13)}:{chance.choice(('00', '30'))}",
        "updated_on": date(2026, 3, 1),
        "services": chance.sample(SERVICES, 4),
    }
