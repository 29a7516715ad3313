"""The communes of the coverage as files."""

from collections.abc import Iterable, Iterator
from typing import Any

from services.directory.domain.coverage import FAR, NEAR, VERY_FAR, Covered
from services.directory.files import sheet

HEADINGS = (
    ("Code INSEE", 12),
    ("Commune", 32),
    ("Intercommunalité", 44),
    ("Habitants", 12),
    ("Lieu le plus proche", 40),
    ("Distance en km", 14),
    ("Couverture", 26),
)


def reach_words(within: int) -> dict[str, str]:
    return {
        NEAR: f"à {within} km ou moins",
        FAR: f"entre {within} et {2 * within} km",
        VERY_FAR: f"à plus de {2 * within} km",
    }


def write_csv(communes: Iterable[Covered], within: int) -> bytes:
    return sheet.write_csv(HEADINGS, _lines(communes, within))


def write_xlsx(communes: Iterable[Covered], within: int, *, author: str) -> bytes:
    lines = _lines(communes, within)
    return sheet.write_xlsx(HEADINGS, lines, sheet="Couverture", title="Couverture", author=author, frozen=2)


def _lines(communes: Iterable[Covered], within: int) -> Iterator[list[Any]]:
    words = reach_words(within)
    for one in communes:
        kilometres = None if one.kilometres is None else round(one.kilometres, 1)
        told = words[one.reach] if one.structure_id else "aucun lieu"
        yield [one.code, one.name, one.intercommunality, one.population, one.structure, kilometres, told]
