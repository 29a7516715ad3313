import gzip
import html
import re

import pytest

from services.directory.models.publication import Publication
from shared.roles import Role
from tests.factories.structures import a_structure

CLOSED = {"licence": ""}
OPEN = {"is_site_open": "true", "licence": "etalab-2.0"}
LIGHT = 150_000
"""Bytes that a visitor receives at the first visit, without the map."""


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def visitor(network):
    return network.subject.client()


def text_of(answer) -> str:
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def test_visitors_find_public_structures_only(network, visitor):
    shown = a_structure(network, label="Médiathèque des Tilleuls")
    kept = a_structure(network, label="Atelier privé", is_public=False)

    page = text_of(visitor.get("/annuaire/marne/public"))

    assert "Médiathèque des Tilleuls" in page
    assert "Atelier privé" not in page
    assert visitor.get(f"/annuaire/marne/public/{shown.id}").status_code == 200
    assert visitor.get(f"/annuaire/marne/public/{kept.id}").status_code == 404


def test_the_site_of_a_network_shows_nothing_of_another(network, directory, visitor):
    theirs = a_structure(directory.network("aube"), label="Médiathèque de Troyes")
    a_structure(network)
    network.client(Role.ADMINISTRATOR).post("/annuaire/marne/publication", data=OPEN)

    paths = ("public", "integration", "donnees-ouvertes/lieux.json")
    answers = [visitor.get(f"/annuaire/marne/{path}") for path in paths]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
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


def test_only_the_integrated_page_may_stand_in_other_sites(network, visitor):
    a_structure(network)

    framed = visitor.get("/annuaire/marne/integration?commune=Reims&recherche=false")
    page = visitor.get("/annuaire/marne/public")

    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert 'target="_blank"' in text_of(framed) and "<form" not in text_of(framed)
    assert "Set-Cookie" not in framed.headers and "Set-Cookie" not in page.headers


def test_the_code_to_integrate_carries_the_choice(network, visitor):
    page = text_of(visitor.get("/annuaire/marne/public/integrer?commune=Reims"))

    assert '<iframe src="http://localhost/annuaire/marne/integration?commune=Reims"' in page


def test_the_administrator_closes_the_site(network, visitor):
    structure = a_structure(network)

    network.client(Role.ADMINISTRATOR).post("/annuaire/marne/publication", data=CLOSED)

    for path in ("public", f"public/{structure.id}", "public/integrer", "integration"):
        assert visitor.get(f"/annuaire/marne/{path}").status_code == 404


def test_an_animator_sees_what_is_kept_back_and_changes_nothing(network):
    a_structure(network, label="Sans SIRET")
    client = network.client(Role.ANIMATOR)

    page = text_of(client.get("/annuaire/marne/publication"))
    refused = client.post("/annuaire/marne/publication", data=OPEN)

    assert "Sans SIRET" in page and "SIRET ou RNA : la case est vide" in page
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
        a_structure(
            network,
            label=f"Espace public numérique du quartier {number}",
            services=["Aide aux démarches administratives", "Accès internet et matériel informatique"],
            opening_hours="Mo-Fr 09:00-12:00,14:00-18:00",
            phone="+33326000000",
        )

    page = visitor.get("/annuaire/marne/public")
    files = re.findall(r'(?:href|src)="(/_st[^"#]+)', page.get_data(as_text=True))
    received = [visitor.get(path, headers={"Accept-Encoding": "gzip"}).data for path in set(files)]

    assert len(page.data) + sum(map(len, received)) < LIGHT
    assert len(gzip.compress(page.data)) < 15_000
