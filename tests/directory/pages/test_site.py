import gzip
import html
import re

import pytest

from services.directory.models.publication import Publication
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.offers import an_offer
from tests.factories.structures import a_preview, a_structure, applied
from tests.factories.workshops import a_workshop
from tests.reading import text_of

CLOSED = {"licence": ""}
OPEN = {"is_site_open": "true", "licence": "etalab-2.0"}
LIGHT = 150_000
"""Bytes that a visitor receives at the first visit: page, style sheets, scripts, icons; without the map."""


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def visitor(network):
    return network.subject.client()


def _select(page: str, name: str) -> str:
    return re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]


def test_visitors_find_public_structures_only(network, visitor):
    shown = a_structure(network, label="Médiathèque des Tilleuls")
    kept = a_structure(network, label="Atelier privé", is_public=False)

    page = text_of(visitor.get("/annuaire/marne/public"))

    assert "Médiathèque des Tilleuls" in page
    assert "Atelier privé" not in page
    assert visitor.get(f"/annuaire/marne/public/{shown.id}").status_code == 200
    assert visitor.get(f"/annuaire/marne/public/{kept.id}").status_code == 404


def test_visitors_see_what_a_place_offers_and_find_it_by_that(network, visitor):
    place, other = a_structure(network), a_structure(network, label="Mairie", external_id="other")
    an_offer(network, place.id, theme="Café couture", audience="Seniors", schedule="Le mardi matin", places=8)

    page = text_of(visitor.get(f"/annuaire/marne/public/{place.id}"))
    found = text_of(visitor.get("/annuaire/marne/public?q=couture"))

    assert "Café couture" in page
    assert "8 places" in page
    assert "Seniors · Le mardi matin" in page
    assert "Modifier" not in page
    assert place.label in found
    assert other.label not in found


def test_the_site_of_a_network_shows_nothing_of_another(network, directory, visitor):
    aube = directory.network("aube")
    theirs = a_structure(aube, label="Médiathèque de Troyes")
    a_structure(network)
    network.client(Role.ADMINISTRATOR).post("/annuaire/marne/publication", data=OPEN)

    a_workshop(aube, theirs.id, title="Premiers pas à Troyes")

    paths = ("public", "public/carte.json", "public/ateliers", "integration", "donnees-ouvertes/lieux.json")
    answers = [visitor.get(f"/annuaire/marne/{path}") for path in paths]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert all("Troyes" not in text_of(answer) for answer in answers)
    assert visitor.get(f"/annuaire/marne/public/{theirs.id}").status_code == 404
    assert visitor.get(f"/annuaire/aube/public/{theirs.id}").status_code == 200


def test_visitors_search_by_word_commune_and_service(network, visitor):
    a_structure(network, label="Mairie", commune="Épernay", services=["Aide aux démarches administratives"])
    a_structure(network, label="Cyberbase")

    by_word = text_of(visitor.get("/annuaire/marne/public?q=epernay"))
    by_service = text_of(visitor.get("/annuaire/marne/public?service=Aide+aux+démarches+administratives"))

    assert "Mairie" in by_word and "Cyberbase" not in by_word
    assert "Mairie" in by_service and "Cyberbase" not in by_service


def test_the_map_has_the_public_structures_that_the_list_has(network, visitor):
    here = {"latitude": 49.25, "longitude": 4.03}
    shown = a_structure(network, label="Médiathèque", fees=["Gratuit"], **here)
    a_structure(network, label="Cyberbase", fees=["Payant"], **here)
    a_structure(network, label="Atelier privé", fees=["Gratuit"], is_public=False, **here)

    page = visitor.get("/annuaire/marne/public?fee=Gratuit")
    source = html.unescape(re.search(r'data-points="([^"]+)"', page.get_data(as_text=True))[1])
    points = visitor.get(source).json["features"]

    assert "Médiathèque" in text_of(page) and "Cyberbase" not in text_of(page)
    assert [one["properties"]["label"] for one in points] == ["Médiathèque"]
    assert points[0]["properties"]["href"] == f"/annuaire/marne/public/{shown.id}"
    assert "img-src 'self' data: https://" in page.headers["Content-Security-Policy"]


def test_the_map_says_how_many_places_it_leaves_out(network, visitor):
    a_structure(network, label="Nulle part")
    few = visitor.get("/annuaire/marne/public/carte.json").json
    for numbers in (range(2000), range(2000, 2001)):
        applied(network, a_preview(network, a_file(map(a_line, numbers))))

    many = visitor.get("/annuaire/marne/public/carte.json").json

    assert (few["numberMatched"], few["numberReturned"]) == (0, 0)
    assert (many["numberMatched"], many["numberReturned"], len(many["features"])) == (2001, 2000, 2000)


def test_visitors_choose_among_the_stages_and_the_equipment_that_places_have(network, visitor):
    a_structure(network, label="Médiathèque", stages=["training"], equipment=["printer", "wifi"])
    a_structure(network, label="Mairie", external_id="mairie", stages=["awareness"])
    a_structure(network, label="Atelier privé", external_id="kept", equipment=["scanner"], is_public=False)

    page = text_of(visitor.get("/annuaire/marne/public"))
    by_stage = text_of(visitor.get("/annuaire/marne/public?stage=training"))
    by_equipment = text_of(visitor.get("/annuaire/marne/public?stage=awareness&equipment=wifi"))

    assert re.findall(r'<option value="(\w+)"', _select(page, "stage")) == ["awareness", "training"]
    assert re.findall(r'<option value="(\w+)"', _select(page, "equipment")) == ["printer", "wifi"]
    assert "Médiathèque" in by_stage and "Mairie" not in by_stage
    assert "Aucun lieu ne correspond" in by_equipment and "Sans « Wifi » (1)" in by_equipment


def test_what_no_place_says_is_no_choice_and_becomes_one_when_a_place_says_it(network, visitor):
    program, base = network.program(Role.ADMINISTRATOR), "/api/v1/directory/networks/marne/structures"
    place = a_structure(network)
    before = text_of(visitor.get("/annuaire/marne/public"))

    program.patch(f"{base}/{place.id}", json={"equipment": ["scanner"]})

    assert 'name="stage"' not in before and 'name="equipment"' not in before
    assert "Scanner" in _select(text_of(visitor.get("/annuaire/marne/public")), "equipment")


def test_a_place_says_its_stages_and_its_equipment(network, visitor):
    place = a_structure(network, stages=["training", "awareness"], equipment=["wifi", "computers"], computers=4)

    page = text_of(visitor.get(f"/annuaire/marne/public/{place.id}"))

    assert "Sensibilisation, Former" in page
    assert "Ordinateurs en libre accès, Wifi (4 ordinateurs)" in page


def test_visitors_look_around_a_commune_and_are_led_farther_when_nothing_is_near(network, visitor):
    a_structure(network, label="Mairie", commune="Épernay", latitude=49.04, longitude=3.95)
    a_structure(network, label="CCAS", commune="Reims", latitude=49.25, longitude=4.03)

    near = text_of(visitor.get("/annuaire/marne/public?commune=Reims&within=50"))
    nothing = text_of(visitor.get("/annuaire/marne/public?commune=Reims&within=5&q=mairie"))

    assert near.index("CCAS") < near.index("Mairie") and "à 24 km" in near
    assert "Aucun lieu ne correspond" in nothing
    assert "À 50 km autour (1)" in nothing


def test_workshops_of_public_structures_are_announced_with_their_places(network, visitor):
    shown = a_structure(network, label="Médiathèque")
    kept = a_structure(network, label="Atelier privé", is_public=False)
    a_workshop(network, shown.id, title="Ma tablette", capacity=5, taken=2)
    a_workshop(network, shown.id, title="Annulé", status="cancelled")
    a_workshop(network, shown.id, title="Déjà passé", days=-1)
    a_workshop(network, kept.id, title="Entre nous")

    listed, place = (text_of(visitor.get(f"/annuaire/marne/public{path}")) for path in ("/ateliers", f"/{shown.id}"))

    for page in (listed, place, text_of(visitor.get("/annuaire/marne/public"))):
        assert "Ma tablette" in page and "3 places libres" in page
        assert not any(title in page for title in ("Annulé", "Déjà passé", "Entre nous"))


def test_workshops_are_read_page_by_page(network, visitor):
    structure = a_structure(network)
    for number in range(35):
        a_workshop(network, structure.id, days=number + 1, title=f"Atelier numéro {number}.")

    first = text_of(visitor.get("/annuaire/marne/public/ateliers"))
    second = text_of(visitor.get(re.search(r'rel="next" href="([^"]+)"', first)[1]))

    assert "Atelier numéro 29." in first and "Atelier numéro 30." not in first
    assert "Atelier numéro 30." in second and "Atelier numéro 34." in second


def test_only_the_integrated_page_may_stand_in_other_sites(network, visitor):
    a_structure(network)

    framed = visitor.get("/annuaire/marne/integration?commune=Reims&recherche=false&carte=false")
    whole = text_of(visitor.get("/annuaire/marne/integration"))
    page = visitor.get("/annuaire/marne/public")

    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert 'target="_blank"' in text_of(framed) and "<form" not in text_of(framed)
    assert 'id="carte"' not in text_of(framed) and 'id="carte"' in whole and "<form" in whole
    assert "Set-Cookie" not in framed.headers and "Set-Cookie" not in page.headers


def test_the_code_to_integrate_carries_the_choice_and_its_words_are_explained(network, visitor):
    page = text_of(visitor.get("/annuaire/marne/public/integrer?commune=Reims&free=true&carte=false&x=1"))

    assert '<iframe src="http://localhost/annuaire/marne/integration?commune=Reims&free=true&carte=false"' in page
    for word in ("within", "fee", "access", "open", "free", "recherche", "carte"):
        assert f"{word}</code>" in page


def test_the_administrator_closes_the_site(network, visitor):
    structure = a_structure(network)

    network.client(Role.ADMINISTRATOR).post("/annuaire/marne/publication", data=CLOSED)

    pages = ("", f"/{structure.id}", "/integrer", "/carte.json", "/ateliers")
    for path in (*(f"public{page}" for page in pages), "integration"):
        assert visitor.get(f"/annuaire/marne/{path}").status_code == 404


def test_an_animator_sees_what_is_kept_back_and_changes_nothing(network):
    a_structure(network, label="Sans SIRET")
    client = network.client(Role.ANIMATOR)

    page = text_of(client.get("/annuaire/marne/publication"))
    refused = client.post("/annuaire/marne/publication", data=OPEN)

    assert "Sans SIRET" in page and "SIRET ou RNA : la case est vide" in page
    assert "Ce qui manque aux données ouvertes" in page and "Le site public n’en dépend pas." in page
    assert refused.status_code == 403


def test_a_choice_is_kept_and_shown_to_programs(network):
    program = network.program(Role.ADMINISTRATOR)
    body = {"is_site_open": False, "licence": "odbl-1.0"}

    answered = program.put("/api/v1/directory/networks/marne/publication", json=body).json

    assert {name: answered[name] for name in body} == body
    with network.uow(read_only=True) as uow:
        assert uow.get(Publication, uow.tenant_id).licence == "odbl-1.0"


def test_a_visit_is_light(network, visitor):
    for number in range(40):
        structure = a_structure(
            network,
            label=f"Espace public numérique du quartier {number}",
            services=["Aide aux démarches administratives", "Accès internet et matériel informatique"],
            opening_hours="Mo-Fr 09:00-12:00,14:00-18:00",
            phone="+33326000000",
        )
        a_workshop(network, structure.id)

    page = visitor.get("/annuaire/marne/public")
    files = set(re.findall(r'(?:href|src)="(/_st[^"#]+)', page.get_data(as_text=True)))
    received = {path: visitor.get(path, headers={"Accept-Encoding": "gzip"}).data for path in files}

    assert any("structures-map.js" in path for path in files)
    assert not any("leaflet" in path for path in files), "the map is fetched when it is shown"
    assert len(page.data) + sum(map(len, received.values())) < LIGHT
    assert len(gzip.compress(page.data)) < 15_000


def test_the_journal_tells_the_first_choice_of_a_network_that_had_made_none(network):
    client = network.client(Role.ADMINISTRATOR)

    client.post("/annuaire/marne/publication", data=CLOSED)

    assert "Site public ouvert" in text_of(client.get("/annuaire/marne/journal"))
