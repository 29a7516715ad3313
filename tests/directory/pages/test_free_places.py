import pytest
from sqlalchemy import event

from services.directory.usecases.merging import merge_structures
from shared.actor import SYSTEM
from shared.roles import Role
from tests.factories.structures import a_structure
from tests.factories.workshops import a_seat, a_workshop, hear
from tests.reading import text_of


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def open_one(network):
    """Where three of five places are left, in three days and again in a week."""
    structure = a_structure(network, label="Médiathèque", latitude=49.25, longitude=4.03)
    a_workshop(network, structure.id, days=7)
    a_workshop(network, structure.id, days=3, capacity=5, taken=2)
    return structure


@pytest.fixture
def others(network):
    full, gone, cancelled = (a_structure(network, label=name) for name in ("Complet", "Passé", "Annulé"))
    a_workshop(network, full.id, capacity=2, taken=2)
    a_workshop(network, gone.id, days=-0.1)
    a_workshop(network, cancelled.id, status="cancelled")


def test_the_list_the_map_the_file_and_programs_keep_what_has_places_left(network, open_one, others):
    mediator, program = network.client(Role.MEDIATOR), network.program(Role.MEDIATOR)

    page = text_of(mediator.get("/annuaire/marne/structures?free=true"))
    points = mediator.get("/annuaire/marne/structures/carte.json?free=true").json["features"]
    exported = mediator.get("/annuaire/marne/structures/export.json?free=true").json
    listed = program.get("/api/v1/directory/networks/marne/structures?free=true").json

    assert "Médiathèque" in page and "Complet" not in page
    assert "<span>Places libres</span>" in page
    assert [one["properties"]["label"] for one in points] == ["Médiathèque"]
    assert [one["nom"] for one in exported] == ["Médiathèque"]
    assert [one["label"] for one in listed["items"]] == ["Médiathèque"]


def test_a_card_tells_the_next_date_with_places(network, open_one, others):
    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures"))

    assert page.count("3 places le ") == 1
    assert page.count(" places le ") == 1


def test_the_last_place_taken_leaves_the_list(network):
    structure = a_structure(network)
    planned = a_workshop(network, structure.id, capacity=1)
    client = network.client(Role.MEDIATOR)
    before = text_of(client.get("/annuaire/marne/structures?free=true"))

    hear(network, a_seat(network, planned.series_id))

    assert "1 place le " in before
    assert "Aucune structure ne correspond" in text_of(client.get("/annuaire/marne/structures?free=true"))


def test_a_merged_structure_brings_its_workshops(network, open_one):
    kept = a_structure(network, label="Médiathèque Élan")
    with network.uow() as uow:
        merge_structures(uow, SYSTEM, kept_id=kept.id, merged_id=open_one.id)

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures?free=true"))

    assert "Médiathèque Élan" in page


def test_a_longer_list_costs_no_more_queries(network, directory):
    said = []
    event.listen(directory.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    client, asked = network.client(Role.MEDIATOR), []

    for number in range(5):
        a_workshop(network, a_structure(network, label=f"Lieu {number}").id)
        said.clear()
        client.get("/annuaire/marne/structures?free=true")
        asked.append(len(said))

    assert asked[1] == asked[-1]


def test_another_network_has_no_part_in_it(network, open_one, directory):
    theirs = directory.network("aube")
    a_structure(theirs, label="Mairie de Troyes")

    page = text_of(theirs.client(Role.MEDIATOR).get("/annuaire/aube/structures?free=true"))

    assert "Aucune structure ne correspond" in page
    assert "Sans « Places libres » (1)" in page


def test_an_empty_list_offers_to_look_farther_or_without_a_filter(network):
    a_structure(network, label="Mairie", commune="Épernay", latitude=49.04, longitude=3.95)
    a_structure(network, label="CCAS", commune="Reims", latitude=49.25, longitude=4.03, fees=["Payant"])
    client = network.client(Role.MEDIATOR)

    near = text_of(client.get("/annuaire/marne/structures?commune=Reims&within=2&q=mairie"))
    strict = text_of(client.get("/annuaire/marne/structures?q=ccas&fee=Gratuit&typology=BIB"))

    assert "À 50 km autour (1)" in near
    assert "Sans « mairie » (1)" in near
    assert "Sans « Gratuit »" not in strict, "it would still find nothing"
    assert "Voir tout l’annuaire" in strict
