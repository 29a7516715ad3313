import html
import io
import re
from datetime import date

import pytest
from sqlalchemy import select

from services.directory.models.structure import Structure
from services.directory.national.own_words import in_own_words, titles_of
from shared.roles import Role
from tests.directory.pages.test_imports import IMPORTS, send
from tests.factories.national_files import a_file, a_line
from tests.factories.odd_tables import OWN_TABLE, as_csv
from tests.reading import text_of


@pytest.fixture
def network(directory):
    return directory.network(department="01")


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def answers(page: str) -> dict[str, str]:
    """What the form holds when nobody touches it."""
    form = page.split("<main", 1)[1]
    chosen: dict[str, str] = {}
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        found = re.search(r'<option value="([^"]*)" selected', body)
        chosen[name] = html.unescape(found[1]) if found else ""
    chosen |= {name: value for name, value in re.findall(r'name="(default-[^"]+)" value="([^"]*)"', form)}
    return chosen


def mapped(client, data: bytes, **changes: str) -> str:
    """Address of the preview, every proposal accepted."""
    address = send(client, data).location
    columns = answers(client.get(address).get_data(as_text=True))
    values = client.post(f"{address}/colonnes", data=columns).location
    filled = {**answers(client.get(values).get_data(as_text=True)), **changes}
    answer = client.post(f"{address}/correspondances", data=filled)
    assert answer.status_code == 303, text_of(answer)
    return address


def test_any_table_is_brought_in_by_accepting_what_is_proposed(animator):
    address = mapped(animator, as_csv())
    page = text_of(animator.get(address))
    animator.post(f"{address}/application")

    assert "Appliquer les 2 lignes" in page
    assert "lu en Latin-1" in page
    assert "Médiathèque des Tilleuls" in text_of(animator.get("/annuaire/marne/structures"))


def test_another_answer_than_the_proposed_one_is_followed(animator):
    address = send(animator, as_csv()).location
    columns = answers(animator.get(address).get_data(as_text=True))
    place = list(OWN_TABLE[0]).index("Démarches administratives")

    values = animator.post(f"{address}/colonnes", data={**columns, f"column-{place}": "services"}).location
    filled = answers(animator.get(values).get_data(as_text=True))
    filled |= {f"value-{place}-0": "Loisirs et créations numériques", f"value-{place}-1": ""}
    animator.post(f"{address}/correspondances", data=filled)
    animator.post(f"{address}/application")

    page = text_of(animator.get("/annuaire/marne/structures?q=tilleuls"))
    assert "Loisirs et création" in page


def test_a_saved_mapping_is_proposed_again_for_the_same_headings(animator):
    mapped(animator, as_csv(), label="Tableau de Camille")

    page = text_of(animator.get(send(animator, as_csv(OWN_TABLE[:1])).location))

    assert "les mêmes titres que ceux de « Tableau de Camille »" in page


def test_a_required_column_that_nothing_fills_is_named(animator):
    address = send(animator, as_csv()).location
    columns = answers(animator.get(address).get_data(as_text=True))

    answer = animator.post(f"{address}/colonnes", data={**columns, "column-0": ""})

    assert answer.status_code == 422
    assert "Rien ne remplit « Nom »" in text_of(answer)
    assert 'value="commune" selected' in answer.get_data(as_text=True)


def test_the_preview_leads_back_to_the_answers(animator):
    address = mapped(animator, as_csv())

    page = text_of(animator.get(f"{address}/correspondances"))

    assert "Que contiennent les colonnes" in page


def test_a_line_that_repeats_another_is_told_so_and_what_sending_it_again_would_do(animator):
    library, town_hall = ({"SIRET": "13002526500013", **row} for row in OWN_TABLE)
    repeated = {**library, "SIRET": "21640445500012", "Téléphone": "04.74.00.00.09"}
    address = mapped(animator, as_csv((library, town_hall, repeated)))

    page = text_of(animator.get(address))
    animator.post(f"{address}/application")
    left = animator.get(f"{address}/lignes-refusees.csv").data
    again = text_of(animator.get(send(animator, left).location))

    assert "a le même nom, la même commune et la même adresse que la ligne 2" in page
    assert "celle-ci remplacerait ce que dit l’autre" in page
    assert "choisissez « Identifiant », à l’étape « Colonnes »" in page
    assert "Structures à modifier" in again


def test_a_program_maps_a_table_too(network):
    program, imports = network.program(Role.ANIMATOR), "/api/v1/directory/networks/marne/imports"
    known = program.post(imports, data={"file": (io.BytesIO(as_csv()), "t.csv")}).json
    proposed = program.get(f"{imports}/{known['id']}/mapping").json
    incomplete = program.put(f"{imports}/{known['id']}/mapping", json={"columns": {"Ville": "commune"}})

    preview = program.put(f"{imports}/{known['id']}/mapping", json={**proposed, "label": "Ain"})
    applied = program.post(f"{imports}/{known['id']}/application")
    undone = program.post(f"{imports}/{known['id']}/undo")

    assert known["state"] == "to_map"
    assert proposed["columns"]["Lundi matin"] == "horaires:Mo:am"
    assert incomplete.status_code == 422
    assert "nom" in incomplete.json["errors"]
    assert (preview.json["state"], preview.json["created_count"]) == ("previewed", 2)
    assert (applied.json["state"], undone.json["state"]) == ("applied", "undone")


def test_a_national_file_has_no_mapping(network):
    program, imports = network.program(Role.ANIMATOR), "/api/v1/directory/networks/marne/imports"
    known = program.post(imports, data={"file": (io.BytesIO(a_file([a_line()])), "t.csv")}).json

    assert program.get(f"{imports}/{known['id']}/mapping").status_code == 409


def test_the_last_import_is_undone_from_its_page(animator):
    address = send(animator, a_file([a_line(1)])).location
    animator.post(f"{address}/application")
    offered = text_of(animator.get(address))

    animator.post(f"{address}/annulation")

    assert "Annuler cet import" in offered
    assert "Import annulé" in text_of(animator.get(address))
    assert "Espace des Tilleuls 1" not in text_of(animator.get("/annuaire/marne/structures"))


def test_script_in_any_heading_or_cell_is_shown_inert(animator):
    bad = "<script>alert(1)</script>"
    rows = ({name + bad: f"{bad}{value}" for name, value in OWN_TABLE[0].items()},)

    address = send(animator, as_csv(rows)).location
    pages = [animator.get(address), animator.get(f"{IMPORTS}")]

    assert all(b"<script>alert" not in page.data for page in pages)


def test_formula_cells_of_refused_lines_do_not_run_in_a_spreadsheet(animator):
    line = a_line(1, nom='=HYPERLINK("http://x.example")', pivot="?", telephone="+33559000000")
    address = send(animator, a_file([line])).location

    text = animator.get(f"{address}/lignes-refusees.csv").data.decode("utf-8-sig")

    assert "\"'=HYPERLINK" in text
    assert ";+33559000000;" in text


def test_the_day_of_a_table_without_dates_does_not_verify_what_it_does_not_change(animator, network):
    animator.post(mapped(animator, as_csv(), **{"default-date_maj": "2026-01-10"}) + "/application")
    library, town_hall = OWN_TABLE
    later = {"default-date_maj": "2026-04-15"}

    same = text_of(animator.get(mapped(animator, as_csv(), **later)))
    changed = mapped(animator, as_csv((library, {**town_hall, "Téléphone": "04.74.00.00.09"})), **later)
    animator.post(f"{changed}/application")

    assert "Ce fichier ne change rien" in same
    with network.uow(read_only=True) as uow:
        days = dict(uow.session.execute(select(Structure.phone, Structure.updated_on)).all())
    assert days == {"+33474000001": date(2026, 1, 10), "+33474000009": date(2026, 4, 15)}


def test_a_table_sent_again_says_nothing_of_what_it_has_no_column_for(animator, network):
    table = as_csv(({"Nom": "Mairie de Bourg", "Rue": "2 rue Neuve", "CP": "01000", "Ville": "Bourg"},))
    animator.post(f"{mapped(animator, table)}/application")
    with network.uow() as uow:
        structure = uow.session.scalars(select(Structure)).one()
        structure.services, structure.can_host_meetings = ["Loisirs et créations numériques"], True

    again = mapped(animator, table)
    preview = text_of(animator.get(again))
    applied = animator.post(f"{again}/application")

    assert "Loisirs et créations" not in preview
    assert applied.status_code == 303
    with network.uow() as uow:
        kept = uow.session.scalars(select(Structure)).one()
        assert (kept.services, kept.can_host_meetings) == (["Loisirs et créations numériques"], True)


def test_what_is_wrong_is_told_under_the_titles_of_the_person_s_own_table(animator):
    row = {"Nom": "Mairie de Pau", "Rue": "2 rue Neuve", "CP": "6410O", "Ville": "Pau", "Tél.": "05.59.00.00.01"}
    good = {**row, "Nom": "CCAS", "CP": "64000"}

    page = text_of(animator.get(mapped(animator, as_csv((row, good)))))

    assert "Ligne 2, CP : « 6410O » n’a pas 5 chiffres" in page
    assert "Ligne 3, Tél. : numéro mis en forme, ses chiffres sont les mêmes." in page
    assert "Aucune colonne ne dit les services" in page
    assert "Ligne 3, SIRET ou RNA : « 00000000000000 » est un SIRET d’attente" in page


def test_a_title_that_the_schema_uses_for_something_else_keeps_its_meaning():
    titles = titles_of(["commune", "Ville", "Mardi", "Jeudi"], {"commune": "services", "Ville": "commune"})

    assert in_own_words("Ligne 3, commune : « Danse » n’a pas de correspondance.", titles).startswith(
        "Ligne 3, commune"
    )
    assert in_own_words("Ligne 3, horaires : « Sur rendez-vous »…", titles).startswith("Ligne 3, Horaires : « Sur")
