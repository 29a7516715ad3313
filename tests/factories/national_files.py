"""Invented files of the national schema, for tests."""

import csv
import io
from collections.abc import Iterable, Mapping

from services.directory.domain.national_columns import COLUMNS

NAMES = tuple(column.name for column in COLUMNS)


def a_line(number: int = 1, **cells: str) -> dict[str, str]:
    """One acceptable line; ``cells`` replaces some of it."""
    return {
        "id": f"lieu-{number:03d}",
        "pivot": "13002526500013",
        "nom": f"Espace des Tilleuls {number}",
        "commune": "Pau",
        "code_postal": "64000",
        "code_insee": "64445",
        "adresse": f"{number} rue des Tilleuls",
        "latitude": "43.295",
        "longitude": "-0.37",
        "typologie": "EPN",
        "telephone": "+33559000000",
        "courriels": "accueil@tilleuls.example",
        "horaires": "Mo-Fr 09:00-12:00,14:00-18:00",
        "date_maj": "2026-03-31",
        "services": "Accès internet et matériel informatique",
        **cells,
    }


def a_file(lines: Iterable[Mapping[str, str]], *, separator: str = ",", columns: Iterable[str] = NAMES) -> bytes:
    """The lines as the bytes of a CSV file in UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), delimiter=separator, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()
