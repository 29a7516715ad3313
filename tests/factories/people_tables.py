"""Invented tables that name the referents of structures."""

from services.directory.domain.table_mapping import TableMapping
from tests.factories.odd_tables import as_csv

PEOPLE_COLUMNS = {
    "Prénom": "referent:prenom",
    "Nom du référent": "referent:nom",
    "Fonction": "referent:fonction",
    "Mail référent": "referent:courriel",
    "Tél. référent": "referent:telephone",
}
MAPPING = TableMapping(
    columns={"Lieu": "nom", "Adresse": "adresse", "CP": "code_postal", "Ville": "commune", **PEOPLE_COLUMNS},
    defaults={"pivot": "0" * 14, "date_maj": "2026-04-15"},
)


def a_place(number: int = 1, *, named: bool = True, **cells: str) -> dict[str, str]:
    place = {"Lieu": f"Lieu {number}", "Adresse": f"{number} rue Neuve", "CP": "64000", "Ville": "Pau"}
    people = {
        "Prénom": "Nadia",
        "Nom du référent": f"Benali {number}",
        "Fonction": "Directrice",
        "Mail référent": f"Nadia.Benali{number}@ville.example",
        "Tél. référent": "05 59 00 00 01",
    }
    return {**place, **(people if named else dict.fromkeys(people, "")), **cells}


def people_table(*places: dict[str, str]) -> bytes:
    return as_csv(places or (a_place(),), encoding="utf-8")
