from datetime import UTC, datetime

import pytest

from services.directory.domain.distances import Point
from services.directory.models.structure import Structure
from services.directory.queries.structures import Wanted, count_each, list_communes, list_structures
from services.directory.usecases.structures import archive_structure
from shared.actor import SYSTEM
from tests.factories.communes import SUIPPES, some_communes
from tests.factories.structures import a_structure


def labels(network, sort: str = "label", **wanted) -> list[str]:
    with network.uow(read_only=True) as uow:
        return [structure.label for structure in list_structures(uow, Wanted(**wanted), sort=sort).items]


@pytest.fixture
def network(directory):
    network = directory.network()
    a_structure(network, label="Médiathèque Élan", commune="Épernay", typologies=["BIB"])
    a_structure(network, label="CCAS", commune="Reims", services=["Aide aux démarches administratives"])
    a_structure(network, label="Œuvre sociale", commune="Reims")
    return network


@pytest.mark.parametrize(
    "text", ["mediatheque", "ÉLAN", "epernay elan", "bibliothèque", "média", "elan  épernay", "élans", "médiathèques"]
)
def test_text_is_found_whatever_its_accents_and_order(network, text):
    assert labels(network, text=text) == ["Médiathèque Élan"]


@pytest.mark.parametrize("text", ["elan reims", "mairie", "theque"])
def test_every_word_must_be_found(network, text):
    assert labels(network, text=text) == []


@pytest.mark.parametrize("text", ["%", "_", "  "])
def test_signs_alone_ask_for_nothing(network, text):
    assert len(labels(network, text=text)) == 3


def test_filters_add_up(network):
    assert labels(network, commune="reims", service="Aide aux démarches administratives") == ["CCAS"]


def test_lists_are_sorted_without_regard_to_accents(network):
    assert labels(network) == ["CCAS", "Médiathèque Élan", "Œuvre sociale"]
    assert labels(network, sort="commune") == ["Médiathèque Élan", "CCAS", "Œuvre sociale"]


def test_an_archived_structure_leaves_the_list(network):
    structure = a_structure(network, label="Ancienne mairie")
    with network.uow() as uow:
        archive_structure(uow, SYSTEM, structure_id=structure.id)

    assert "Ancienne mairie" not in labels(network)
    assert labels(network, status="archived") == ["Ancienne mairie"]


def test_pages_follow_each_other_without_gap_or_repetition(directory):
    network = directory.network()
    for number in range(7):
        a_structure(network, label="Même nom", address=f"{number} rue Neuve")

    seen, cursor = [], None
    with network.uow(read_only=True) as uow:
        while True:
            page = list_structures(uow, Wanted(), sort="commune", cursor=cursor, limit=3)
            seen += [structure.id for structure in page.items]
            cursor = page.next
            if cursor is None:
                break

    assert len(seen) == len(set(seen)) == 7
    assert page.count == 7


def test_communes_are_listed_once(network):
    with network.uow(read_only=True) as uow:
        assert list_communes(uow) == ["Épernay", "Reims"]


def test_pages_are_walked_backwards_as_they_were_forwards(directory):
    network = directory.network()
    for number in range(8):
        a_structure(network, label=f"Structure {number}")

    with network.uow(read_only=True) as uow:
        first = list_structures(uow, Wanted(), limit=3)
        second = list_structures(uow, Wanted(), limit=3, cursor=first.next)
        third = list_structures(uow, Wanted(), limit=3, cursor=second.next)
        back = list_structures(uow, Wanted(), limit=3, cursor=third.previous)
        start = list_structures(uow, Wanted(), limit=3, cursor=back.previous)

    assert [len(page.items) for page in (first, second, third)] == [3, 3, 2]
    assert (first.previous, third.next) == (None, None)
    assert [item.id for item in back.items] == [item.id for item in second.items]
    assert [item.id for item in start.items] == [item.id for item in first.items]
    assert start.previous is None
    assert start.next is not None


@pytest.mark.parametrize("text", ["mediateque", "médiathéqe elan", "mediathqeue", "épernai"])
def test_typing_errors_are_understood_and_said(network, text):
    with network.uow(read_only=True) as uow:
        found = list_structures(uow, Wanted(text=text))

    assert [structure.label for structure in found.items] == ["Médiathèque Élan"]
    assert found.corrected


@pytest.mark.parametrize("text", ["piscine", "zzzzzz", "ccaz", "64100"])
def test_what_resembles_nothing_finds_nothing(network, text):
    assert labels(network, text=text) == (["CCAS"] if text == "ccaz" else [])


@pytest.mark.parametrize("text", ["saint thierry", "st thierry", "St-Thierry", "saint-thiery", "relais st"])
def test_a_saint_is_found_in_short_and_in_full(directory, text):
    network = directory.network()
    a_structure(network, label="Relais de St Thierry", commune="Reims")
    a_structure(network, label="Stade", commune="Épernay")

    assert labels(network, text=text) == ["Relais de St Thierry"]


@pytest.mark.parametrize("commune", ["Saint-Thierry", "ST THIERRY", "St-Thierry Cedex"])
def test_a_commune_is_the_same_in_short_and_in_full(directory, commune):
    network = directory.network()
    a_structure(network, label="Mairie", commune="ST THIERRY")
    a_structure(network, label="Bibliothèque", commune="Saint-Thierry")

    assert labels(network, commune=commune) == ["Bibliothèque", "Mairie"]
    with network.uow(read_only=True) as uow:
        assert len(list_communes(uow)) == 1


def test_a_structure_is_in_the_commune_of_its_code_whatever_name_it_gives(directory):
    some_communes(directory, SUIPPES)
    network = directory.network()
    a_structure(network, label="Relais", commune="Suippes centre", commune_code=SUIPPES)

    assert labels(network, commune="Suippes") == ["Relais"]


@pytest.mark.parametrize("commune", ["Lyon", "Lyon 3e Arrondissement"])
def test_a_city_holds_its_arrondissements(directory, commune):
    some_communes(directory, "69123", "69383", "69388", department="69")
    network = directory.network(department="69")
    a_structure(network, label="Mairie", commune="Lyon 3e Arrondissement", commune_code="69383")
    a_structure(network, label="Bibliothèque", commune="Lyon", commune_code="69383")
    a_structure(network, label="Annexe", commune="Villeurbanne", commune_code="69266")

    assert labels(network, commune=commune) == ["Bibliothèque", "Mairie"]


@pytest.fixture
def places(directory):
    network = directory.network()
    reims, tinqueux, epernay = (49.2583, 4.0317), (49.25, 3.99), (49.0403, 3.9597)
    for label, commune, (latitude, longitude) in (
        ("Mairie", "Reims", reims), ("Annexe", "Tinqueux", tinqueux), ("Relais", "Épernay", epernay),
    ):  # fmt: skip
        a_structure(network, label=label, commune=commune, latitude=latitude, longitude=longitude)
    a_structure(network, label="Sans adresse", commune="Reims")
    return network


def test_around_a_commune_are_its_structures_and_the_near_ones_by_distance(places):
    assert labels(places, commune="Reims", within=5.0, sort="") == ["Mairie", "Annexe", "Sans adresse"]
    assert labels(places, commune="Reims", within=2.0) == ["Mairie", "Sans adresse"]
    assert "Relais" in labels(places, commune="Reims", within=30.0)


def test_around_a_point_pages_by_distance_follow_each_other(places):
    wanted = Wanted(near=Point(49.04, 3.96), within=100.0)

    with places.uow(read_only=True) as uow:
        first = list_structures(uow, wanted, sort="distance", limit=2)
        second = list_structures(uow, wanted, sort="distance", limit=2, cursor=first.next)
        back = list_structures(uow, wanted, sort="distance", limit=2, cursor=second.previous)

    assert [one.label for one in (*first.items, *second.items)] == ["Relais", "Annexe", "Mairie"]
    assert [one.label for one in back.items] == ["Relais", "Annexe"]


def test_names_come_before_mentions(network):
    a_structure(network, label="Association", commune="Reims", summary="Près de la médiathèque.")

    assert labels(network, text="médiathèque", sort="relevance") == ["Médiathèque Élan", "Association"]


def test_places_say_what_they_are_equipped_with_and_for_which_stage(directory):
    network = directory.network()
    a_structure(network, label="Équipée", stages=["detection"], equipment=["wifi"], fees=["Gratuit"])
    a_structure(network, label="Pour seniors", target_audiences=["Seniors"], can_host_meetings=True, seats=20)

    assert labels(network, stage="detection", equipment="wifi", fee="Gratuit") == ["Équipée"]
    assert labels(network, audience="Seniors") == ["Équipée", "Pour seniors"]
    assert labels(network, audience="Jeunes") == ["Équipée"]
    assert labels(network, host=True) == ["Pour seniors"]


def test_open_now_is_what_the_clock_of_the_network_says(directory, clock):
    network = directory.network()
    a_structure(network, label="Le matin", opening_hours="Mo-Fr 09:00-12:00")
    a_structure(network, label="L’après-midi", opening_hours="Mo-Fr 14:00-18:00")
    a_structure(network, label="Sur rendez-vous", opening_hours="Sur rendez-vous")

    clock.set(datetime(2026, 3, 3, 9, 30, tzinfo=UTC))  # half past ten in Reims
    assert labels(network, open_now=True) == ["Le matin"]
    clock.set(datetime(2026, 7, 14, 8, 30, tzinfo=UTC))  # a public holiday that the hours do not mention
    assert labels(network, open_now=True) == []


def test_what_is_remembered_of_a_network_follows_its_structures_and_serves_no_other(directory, clock):
    clock.set(datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    network, aube = directory.network(), directory.network("aube")
    a_structure(network, label="Mairie")
    hours = {"opening_hours": "Mo-Fr 09:00-12:00"}
    assert labels(network, text="mediateque") == labels(aube, open_now=True) == []

    added = a_structure(network, label="Médiathèque", **hours)
    assert labels(network, text="mediateque") == labels(network, open_now=True) == ["Médiathèque"]
    assert labels(aube, text="mediateque") == labels(aube, open_now=True) == []

    with network.uow() as uow:
        uow.get(Structure, added.id).change({"label": "Cyberbase", "opening_hours": "Mo-Fr 14:00-18:00"}, uow.now)
    assert labels(network, text="mediateque") == labels(network, open_now=True) == []
    assert labels(network, text="cyberbaze") == ["Cyberbase"]


def test_several_counts_are_asked_at_once_and_agree_with_the_lists(places):
    several = [
        Wanted(),
        Wanted(text="mairi"),
        Wanted(commune="Reims", within=10),
        Wanted(commune="Reims", within=100),
        Wanted(service="Aide aux démarches administratives"),
    ]

    with places.uow(read_only=True) as uow:
        counts = count_each(uow, several)
        listed = [len(list_structures(uow, wanted).items) for wanted in several]

    assert counts == listed == [4, 1, 3, 4, 0]
