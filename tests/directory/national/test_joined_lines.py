from datetime import date

from services.directory.domain.table_mapping import TableMapping
from services.directory.files.reading import read_file
from services.directory.national.contacts import read_contacts
from services.directory.national.mapped_table import mapped_table
from services.directory.national.recognition import proposed_mapping, with_proposed_terms
from services.directory.national.rows import Context, Reading, read_rows
from tests.factories.odd_tables import as_csv

TODAY = date(2026, 4, 15)
PLACE = {"Structure": "Centre social", "Adresse": "6 av. du Loup", "CP": "64000", "Ville": "Pau"}


def read(*lines: dict[str, str], people: dict[str, str] | None = None) -> Reading:
    source = read_file(as_csv(tuple({**PLACE, **line} for line in lines)))
    proposed = proposed_mapping(source, TODAY)
    mapping = TableMapping({**proposed.columns, **(people or {})}, {}, {}, proposed.defaults)
    return read_rows(mapped_table(source, with_proposed_terms(source, mapping)), Context("64", TODAY))


def test_a_line_for_each_service_makes_one_structure_with_all_of_them():
    reading = read(
        {"Service": "Aide aux démarches administratives", "Public": "Seniors", "Tarif": "Gratuit"},
        {"Service": "Insertion professionnelle", "Public": "Jeunes", "Tarif": "Gratuit"},
        {"Structure": "Autre lieu", "Service": "Wifi", "Public": "", "Tarif": ""},
    )

    first, _ = reading.rows
    assert reading.refused == []
    assert first.values["services"] == (
        "Aide aux démarches administratives",
        "Insertion professionnelle via le numérique",
    )
    assert first.values["target_audiences"] == ("Seniors", "Jeunes")
    assert first.values["fees"] == ("Gratuit",)


def test_hours_of_several_lines_add_up():
    (days,) = read({"Lundi": "9h-12h", "Mardi": ""}, {"Lundi": "14h-17h", "Mardi": "9h-12h"}).rows
    (texts,) = read({"Horaires": "lundi 9h-12h"}, {"Horaires": "mardi 14h-17h"}).rows

    assert days.values["opening_hours"] == "Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00"
    assert texts.values["opening_hours"] == "lundi 9h-12h\nmardi 14h-17h"


def test_what_has_room_for_one_is_the_first_line_s_and_the_other_is_told():
    (row,) = read(
        {"Téléphone": "", "Descriptif": "Accueil"},
        {"Téléphone": "05 59 00 00 01", "Descriptif": "Ateliers"},
        {"Téléphone": "05 59 00 00 02", "Descriptif": "Accueil"},
    ).rows

    assert row.values["phone"] == "+33559000001"
    assert row.values["description"] == "Accueil\nAteliers"
    said = [one.sentence.replace("\u00a0", " ") for one in row.remarks]
    assert "Ligne 4, telephone : « 05 59 00 00 02 » n’est pas repris, la ligne 2 dit « 05 59 00 00 01 »." in said


def test_each_referent_on_a_line_of_their_own_is_one_of_the_structure():
    people = {"Nom référent": "referent:nom", "Mail référent": "referent:courriel"}
    lines = [
        {"Nom référent": name, "Mail référent": f"{name.split()[0].lower()}@pau-64.fr"}
        for name in ("Maya Etchart", "Jon Urruty", "Maya Etchart")
    ]

    (row,) = read(*lines, people=people).rows
    named, faults = read_contacts(row.line, row.contacts)

    assert [one.name for one in named] == ["Maya Etchart", "Jon Urruty"]
    assert faults == []


def test_a_note_below_the_table_is_refused_in_one_sentence():
    note = dict.fromkeys(PLACE, "") | {"Service": "* sous réserve"}

    (refusal,) = read({"Service": "Wifi"}, note).refused

    assert refusal.reasons == ["Ligne 3, nom : la case est vide, la ligne ne nomme aucune structure."]
