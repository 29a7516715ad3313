"""Communes without a place near them: figures, table, map, files; searches around a commune that has no structure."""

import csv
import html
import io
import xml.etree.ElementTree as ElementTree

import pytest
from openpyxl import load_workbook

from services.directory.domain.diagnosis import Result
from services.directory.domain.distances import Point
from services.directory.queries.diagnoses import list_fitting
from services.directory.queries.structures import Wanted, centre_of, list_communes, list_structures
from services.directory.usecases.communes import load_communes
from shared.roles import Role
from tests.factories.communes import MARNE, all_communes, some_communes
from tests.factories.structures import a_structure

PAGE = "/annuaire/marne/couverture"
API = "/api/v1/directory/networks/marne/coverage"
IN_REIMS = {"commune": "Reims", "commune_code": "51454", "latitude": 49.2583, "longitude": 4.0317}
DEMARCHES = "Aide aux démarches administratives"


@pytest.fixture
def network(directory):
    some_communes(directory)
    network = directory.network()
    a_structure(network, label="Médiathèque", services=[DEMARCHES], fees=["Gratuit"], **IN_REIMS)
    return network


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def text_of(answer):
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ").replace("\u202f", " ")


def without(client, query=""):
    items = client.get(f"{API}?{query}").json["items"]
    return [one["name"] for one in items if one["reach"] != "near"]


def test_the_page_says_which_communes_are_without_and_what_the_nearest_place_is(animator):
    page = text_of(animator.get(PAGE))

    assert "communes sur 4 n’ont pas de lieu à 10 km ou moins" in page
    assert "habitants y vivent" in page
    assert page.index(">Suippes<") < page.index(">Reims<"), "what is missing comes first"
    assert "À plus de 20 km" in page
    assert "Médiathèque</a>" in page
    assert "vol d’oiseau" in page


@pytest.mark.parametrize("within, reach", [(10, "very_far"), (20, "far"), (30, "far")])
def test_the_distance_is_chosen(animator, within, reach):
    reaches = {one["name"]: one["reach"] for one in animator.get(f"{API}?within={within}").json["items"]}

    assert reaches == {"Reims": "near", "Tinqueux": "near", "Suippes": reach, "Dormans": reach}


def test_filters_choose_the_places_that_count(animator):
    assert len(without(animator, f"service={DEMARCHES}&fee=Gratuit")) == 2
    assert len(without(animator, "stage=training")) == 4
    assert "aucun" in text_of(animator.get(f"{PAGE}?stage=training"))
    assert f'<a class="chip" href="{PAGE}?within=20">' in text_of(animator.get(f"{PAGE}?stage=training&within=20"))


def test_a_bad_distance_is_ignored_on_the_page_and_refused_by_the_interface(animator):
    page = animator.get(f"{PAGE}?within=7&sort=x&cursor={'9' * 5000}&endpoint=x&network=aube&limit=2")
    assert page.status_code == 200
    assert "10 km ou moins" in text_of(page)
    assert "aube/" not in text_of(page)
    refused = animator.get(f"{API}?within=7")
    assert refused.status_code == 422
    assert "within" in refused.get_data(as_text=True)


def test_structures_without_coordinates_cover_nobody_and_the_page_says_where_to_place_them(animator, network):
    a_structure(network, label="Mairie", commune="Suippes", latitude=None, longitude=None)

    page = text_of(animator.get(PAGE))

    assert "1 structure n’a pas de coordonnées" in page
    assert 'href="/annuaire/marne/structures/localisation"' in page
    assert "Suippes" in without(animator)
    assert "localisation" not in text_of(network.client(Role.MEDIATOR).get(PAGE)), "who may not write is not sent there"


def test_a_new_structure_changes_the_coverage_at_once(animator, network):
    assert "Suippes" in without(animator)
    a_structure(network, label="France Services", commune="Suippes", latitude=49.1317, longitude=4.5347)

    assert "Suippes" not in without(animator)


def test_the_table_is_searched_narrowed_sorted_and_paged(animator):
    def names(query):
        return [one["name"] for one in animator.get(f"{API}?{query}").json["items"]]

    assert names("q=SUI") == ["Suippes"]
    assert set(names("q=grand+reims")) >= {"Reims", "Tinqueux"}
    assert set(names("without=true")) == {"Suippes", "Dormans"}
    assert names("sort=name") == ["Dormans", "Reims", "Suippes", "Tinqueux"]
    assert names("sort=distance")[-1] == "Reims"
    first = animator.get(f"{API}?sort=name&limit=3").json
    rest = animator.get(f"{API}?sort=name&limit=3&cursor={first['next']}").json
    assert [one["name"] for one in rest["items"]] == ["Tinqueux"]
    assert (rest["next"], rest["count"]) == (None, 4)


def test_intercommunalities_have_their_figures(animator):
    parts = {part["name"]: part for part in animator.get(f"{API}/intercommunalities").json["items"]}

    assert parts["Communauté urbaine du Grand Reims"]["structures"] == 1
    assert sum(part["communes"] for part in parts.values()) == 4


def test_a_department_whose_populations_are_unknown_does_not_look_empty(directory):
    rows = [{**row, "population": None} for row in all_communes("51") if row["code"] in MARNE]
    with directory.database.unit_of_work(None) as uow:
        load_communes(uow, department="51", edition="of the test", communes=rows)
    client = directory.network().client(Role.ANIMATOR)

    page, whole = text_of(client.get(PAGE)), client.get(API).json["whole"]

    assert "4 communes, nombre d’habitants inconnu" in page
    assert (whole["inhabitants"], whole["inhabitants_without"], whole["per_10_000"]) == (None, None, None)


def test_structures_that_belong_to_no_commune_of_the_department_are_told(animator, network):
    a_structure(network, label="Chez les voisins", commune="Reims", commune_code="02999")

    assert "1 structure n’y est pas : la commune de sa fiche est hors du département" in text_of(animator.get(PAGE))
    assert animator.get(API).json["whole"]["structures"] == 1


def test_the_map_is_a_picture_that_browsers_keep(animator, network):
    answer = animator.get(f"{PAGE}/carte.svg?within=10")
    picture = ElementTree.fromstring(answer.data)
    kept = {"If-None-Match": answer.headers["ETag"]}

    assert answer.mimetype == "image/svg+xml"
    assert picture.get("role") == "img"
    assert "2 communes" in picture.find("{*}desc").text
    assert len(picture.findall("{*}g/{*}path/..")) == 2, "one shade for each reach that there is"
    assert not [e for e in picture.iter() if e.tag.endswith(("script", "style")) or e.get("style") or e.get("href")]
    assert animator.get(f"{PAGE}/carte.svg?within=10", headers=kept).status_code == 304
    assert animator.get(f"{PAGE}/carte.svg?within=20", headers=kept).status_code == 200
    a_structure(network, label="Autre", **IN_REIMS)
    assert animator.get(f"{PAGE}/carte.svg?within=10", headers=kept).status_code == 200


def test_what_is_shown_is_exported_and_nothing_of_it_is_computed(animator, network):
    a_structure(network, label="=1+1", commune="Suippes", latitude=49.1317, longitude=4.5347)

    lines = animator.get(f"{PAGE}/communes.csv?q=suippes").get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    sheet = load_workbook(io.BytesIO(animator.get(f"{PAGE}/communes.xlsx?q=suippes").data)).active

    assert [row[:2] for row in rows] == [["Code INSEE", "Commune"], ["51559", "Suippes"]]
    assert rows[1][4] == "'=1+1"
    assert rows[1][6] == "à 10 km ou moins"
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")


def test_before_the_communes_are_loaded_the_page_says_so(directory):
    directory.network("aube", department="10")
    client = directory.network("marne-2", department="52").client(Role.ANIMATOR)

    page = client.get("/annuaire/marne-2/couverture")

    assert page.status_code == 200
    assert "se préparent" in text_of(page)
    assert client.get("/annuaire/marne-2/couverture/carte.svg").status_code == 200


def test_the_coverage_of_a_network_counts_nothing_of_another(directory, network, animator):
    other = directory.network("voisin")
    a_structure(other, label="Chez les voisins", commune="Suippes", latitude=49.1317, longitude=4.5347)

    assert "Suippes" in without(animator)
    assert "Chez les voisins" not in text_of(animator.get(PAGE))
    assert other.client(Role.ADMINISTRATOR).get(PAGE).status_code == 404
    assert network.client(Role.FUNDER).get(PAGE).status_code == 403


@pytest.mark.parametrize("commune", ["Tinqueux", "TINQUEUX", "tinqueux "])
def test_around_a_commune_that_has_no_structure_the_nearest_ones_are_found(network, animator, commune):
    with network.uow(read_only=True) as uow:
        found = list_structures(uow, Wanted(commune=commune, within=10))
        assert [structure.label for structure in found.items] == ["Médiathèque"]
        assert list_communes(uow) == ["Dormans", "Reims", "Suippes", "Tinqueux"]
        result = Result("doing_for", (), (DEMARCHES,), 0)
        assert 2 < list_fitting(uow, result, commune)[0].kilometres < 5
    assert "Médiathèque" in text_of(animator.get(f"/annuaire/marne/structures?commune={commune}&within=10"))


def test_an_unknown_commune_is_where_its_structures_are_and_an_empty_one_leads_to_its_surroundings(network, animator):
    a_structure(network, label="Mairie", commune="Ailleurs", latitude=48.0, longitude=2.0)

    with network.uow(read_only=True) as uow:
        assert centre_of(uow, Wanted(commune="Ailleurs")) == Point(48.0, 2.0)
        assert centre_of(uow, Wanted(commune="Nulle part")) is None
    page = text_of(animator.get("/annuaire/marne/structures?commune=Tinqueux"))
    assert 'href="/annuaire/marne/structures?commune=Tinqueux&within=5"' in page
    site = text_of(network.subject.client().get("/annuaire/marne/public?commune=Tinqueux&within=5"))
    assert "Médiathèque</a>" in site
    assert '<option value="Dormans">' in site, "a visitor chooses among all communes"
