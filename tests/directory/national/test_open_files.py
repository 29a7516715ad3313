"""Every published file passes the validators of those who read it."""

import csv
import io
import json

import frictionless
import pytest
from data_inclusion.schema import v1

from services.directory.domain.national_columns import COLUMNS
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.structures import a_preview, applied
from tests.factories.table_schema import OFFICIAL, fields, fingerprint, table_schema
from tests.servers import node

OPEN = {"is_site_open": True, "licence": "etalab-2.0"}
API = "/api/v1/directory/networks/marne/publication"


def line(number, **cells):
    return a_line(number, **{"date_maj": "2026-02-01", **cells})


ODD = [
    line(1, presentation_resume="=2+3", presentation_detail="- ateliers\n- permanences, « sans rendez-vous »"),
    line(2, latitude="", longitude="", telephone="", courriels="", horaires="", typologie=""),
    line(
        3,
        pivot="W123456789",
        nom="Bibliothèque, 2ᵉ étage",
        services="Aide aux démarches administratives|Utilisation sécurisée du numérique",
        publics_specifiquement_adresses="Seniors|Femmes",
        prise_en_charge_specifique="Surdité|Langues étrangères (anglais)",
        frais_a_charge="Gratuit|Payant",
        modalites_acces="Téléphoner|Prendre un RDV en ligne",
        modalites_accompagnement="Dans un atelier collectif|Accompagnement individuel|À distance",
        prise_rdv="https://rdv.exemple.fr/bibliotheque",
        site_web="https://bibliotheque.exemple.fr|https://autre.exemple.fr/page",
        courriels="accueil@bibliotheque.invalid|contact@bibliotheque.fr",
        itinerance="Itinérant|Fixe",
        dispositif_programmes_nationaux="France Services|Aidants Connect",
        formations_labels="Fabriques de Territoire",
        autres_formations_labels="Label du département",
    ),
    line(4, services=""),
    line(5, adresse="1 rue « Haute »", typologie="INCONNU", site_web="https://exemple.fr/a(b)"),
    line(6, nom="@Cyber", structure_parente="+ commune", source="'=1+1"),
    line(7, pivot="13002526500014", horaires="Lundi - samedi"),
    line(8, pivot="35600000049837", horaires="week 01-53/2 Mo 14:00-17:00; PH off"),
]
"""What real files hold, and what they should not; 4 cannot be published."""
PUBLISHED = ["lieu-001", "lieu-002", "lieu-003", "lieu-005", "lieu-006", "lieu-007", "lieu-008"]


@pytest.fixture
def network(directory):
    network = directory.network()
    applied(network, a_preview(network, a_file(ODD)))
    network.program(Role.ADMINISTRATOR).put(API, json=OPEN)
    return network


@pytest.fixture
def download(network):
    """``download("lieux.csv")``: the bytes that anybody gets."""
    return lambda name: network.subject.client().get(f"/annuaire/marne/donnees-ouvertes/{name}")


def test_the_table_schema_of_these_tests_checks_what_the_official_one_checks():
    assert fingerprint(fields()) == OFFICIAL


def test_the_csv_file_passes_the_table_schema(download):
    report = frictionless.validate(
        frictionless.Resource(data=download("lieux.csv").data, format="csv", schema=table_schema())
    )

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.stats["errors"] == 0


def test_a_full_text_that_needs_an_apostrophe_stays_within_the_schema(network, download):
    program = network.program(Role.ADMINISTRATOR)
    base = "/api/v1/directory/networks/marne/structures"
    known = program.get(base).json["items"][0]

    program.patch(f"{base}/{known['id']}", json={"summary": "- " + "a" * 278})

    rows = csv.DictReader(io.StringIO(download("lieux.csv").text))
    full = next(row for row in rows if row["id"] == known["external_id"])
    assert full["presentation_resume"] == "'- " + "a" * 277


def test_the_json_file_is_read_by_the_national_map(download):
    data = download("lieux.json").data

    assert [place["id"] for place in json.loads(data)] == PUBLISHED
    assert node.run("check_places.cjs", standard_input=data).strip() == ""


@pytest.mark.parametrize(
    "cells",
    [
        {"adresse": "1 rue <b>"},
        {"services": ""},
        {"pivot": "123456789"},
        {"pivot": "13002526500014"},
        {"pivot": "ABCDEFGHIJKLMN"},
        {"typologie": "INCONNU"},
        {"horaires": "Lundi - samedi"},
        {"horaires": "lundi 9h-12h"},
    ],
)
def test_the_check_of_the_national_map_finds_faults(cells):
    place = {name: text for name, text in line(1, **cells).items() if text}

    assert node.run("check_places.cjs", standard_input=json.dumps([place]).encode()).strip()


def test_structures_and_services_pass_data_inclusion(download):
    structures = [v1.Structure(**one) for one in download("data-inclusion-structures.json").json]
    services = [v1.Service(**one) for one in download("data-inclusion-services.json").json]

    assert [one.id for one in structures] == PUBLISHED
    assert {one.structure_id for one in services} == set(PUBLISHED)
    workshop = next(one for one in services if one.id == "lieu-003--atelier")
    assert {public.value for public in workshop.publics} >= {"seniors", "femmes", "personnes-exilees"}
    assert workshop.courriel == "contact@bibliotheque.fr"


def test_hours_that_are_none_and_a_false_siret_leave_their_structure_alone(network, download):
    place = next(one for one in download("lieux.json").json if one["id"] == "lieu-007")
    structure = next(one for one in download("data-inclusion-structures.json").json if one["id"] == "lieu-007")
    services = [one for one in download("data-inclusion-services.json").json if one["structure_id"] == "lieu-007"]

    assert "horaires" not in place
    assert place["pivot"] == "00000000000000"
    assert "siret" not in structure
    assert services
    assert not any("horaires_accueil" in one for one in (structure, *services))


def test_the_screen_says_which_hours_and_which_siret_are_not_published(network):
    page = network.client(Role.ADMINISTRATOR).get("/annuaire/marne/publication").text

    assert "Horaires : « Lundi - samedi » ne se lit pas comme des horaires" in page
    assert "SIRET ou RNA : « 13002526500014 » n’est pas un SIRET (la clé de contrôle est fausse)" in page


def test_geojson_places_what_is_located(download):
    collection = download("lieux.geojson").json

    assert collection["type"] == "FeatureCollection"
    located = [feature["geometry"]["coordinates"] for feature in collection["features"] if feature["geometry"]]
    assert located == [[-0.37, 43.295]] * 6
    assert [feature["id"] for feature in collection["features"]] == PUBLISHED


def test_what_was_published_comes_back_equal(download, directory):
    other = directory.network("landes")

    applied(other, a_preview(other, download("lieux.csv").data))
    program = other.program(Role.ADMINISTRATOR)
    program.put(API.replace("marne", "landes"), json=OPEN)
    again = other.subject.client().get("/annuaire/landes/donnees-ouvertes/lieux.json")

    assert again.json == download("lieux.json").json


def test_what_was_imported_comes_out_equal_in_the_members_file(network):
    lines = csv.DictReader(io.StringIO(network.client(Role.MEDIATOR).get("/annuaire/marne/structures/export.csv").text))

    came_out = {line["id"]: line for line in lines}

    for line in ODD:
        out = came_out[line["id"]]
        assert {column.name: out[column.name].removeprefix("'") for column in COLUMNS} == {
            column.name: line.get(column.name, "").removeprefix("'") for column in COLUMNS
        }


def test_a_private_structure_is_in_no_file(network, download):
    program = network.program(Role.ADMINISTRATOR)
    base = "/api/v1/directory/networks/marne/structures"
    hidden = next(one for one in program.get(base).json["items"] if one["external_id"] == "lieu-001")

    program.patch(f"{base}/{hidden['id']}", json={"is_public": False})

    for name in ("lieux.csv", "lieux.json", "lieux.geojson", "data-inclusion-structures.json"):
        assert "lieu-001" not in download(name).text


def test_who_has_the_file_is_not_sent_it_again_until_it_changes(network, download, clock):
    first = download("lieux.csv")
    client = network.subject.client()
    path, mark = "/annuaire/marne/donnees-ouvertes/lieux.csv", {"If-None-Match": first.headers["ETag"]}

    known = client.get(path, headers=mark)
    program = network.program(Role.ADMINISTRATOR)
    base = "/api/v1/directory/networks/marne/structures"
    program.patch(f"{base}/{program.get(base).json['items'][0]['id']}", json={"summary": "Nouveau"})
    changed = client.get(path, headers=mark)

    assert (known.status_code, known.data) == (304, b"")
    assert changed.status_code == 200
    assert "public" in first.headers["Cache-Control"]


def test_without_a_licence_there_are_no_files(network, download):
    network.program(Role.ADMINISTRATOR).put(API, json={**OPEN, "licence": ""})

    assert download("lieux.csv").status_code == 404
    assert network.subject.client().get("/annuaire/marne/donnees-ouvertes").status_code == 404


def test_the_page_says_what_the_files_are(network):
    page = network.subject.client().get("/annuaire/marne/donnees-ouvertes").text

    assert "Licence Ouverte 2.0" in page
    assert "<dd>7</dd>" in page
    assert "http://localhost/annuaire/marne/donnees-ouvertes/lieux.csv" in page
