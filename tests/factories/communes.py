"""The reference of communes, from the real data: names and codes are facts."""

from typing import Any

from services.directory.gateways import communes_of_france
from services.directory.usecases.communes import load_communes
from shared.testing.subject import ServiceUnderTest

REIMS, TINQUEUX, SUIPPES, DORMANS = "51454", "51573", "51559", "51217"
MARNE = (REIMS, TINQUEUX, SUIPPES, DORMANS)
"""Tinqueux is 3 km from Reims, Suippes and Dormans some 35 km."""


def all_communes(department: str) -> list[dict[str, Any]]:
    return communes_of_france.read_communes(department)


def some_communes(directory: ServiceUnderTest, *codes: str, department: str = "51") -> None:
    """Loads those; without ``codes``, the four of :data:`MARNE`."""
    rows = [row for row in all_communes(department) if row["code"] in (codes or MARNE)]
    with directory.database.unit_of_work(None) as uow:
        load_communes(uow, department=department, edition="of the test", communes=rows)
