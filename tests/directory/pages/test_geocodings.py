"""Structures placed from their address: by a real client, on a server that answers like the Géoplateforme."""

import time
from datetime import date

import pytest
from sqlalchemy import select

from services.directory.domain.geocoder import GeocoderUnavailable, Question
from services.directory.gateways import geoplateforme
from services.directory.gateways.geoplateforme import Geoplateforme
from services.directory.models.geocoding import Geocoding
from services.directory.models.structure import Structure
from services.directory.ticks import locate_new_addresses
from services.directory.usecases import structures
from services.directory.usecases.import_undo import undo_import
from shared.actor import SYSTEM
from shared.messaging.local import LocalBus
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.referents import KEEPER
from tests.factories.structures import a_preview, a_structure, applied
from tests.servers.geocoder import FakeGeocoder, feature

ROYALE = feature("3 Place Royale 51100 Reims", score=0.96, at=(4.0336, 49.2566))
VESLE = feature("Rue de Vesle 51100 Reims", score=0.62, at=(4.0301, 49.2539), type="street")
NOWHERE = {"latitude": None, "longitude": None, "postcode": "51100", "commune": "Reims", "commune_code": ""}
QUESTION = Question("3 place Royale", "51100", "Reims")


@pytest.fixture
def geocoder():
    server = FakeGeocoder()
    server.known = {"Royale": ROYALE, "Vesle": VESLE}
    yield server
    server.stop()


@pytest.fixture
def directory(start, geocoder):
    return start("directory", geocoder_url=geocoder.url)


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def a_minute_passes(directory):
    bus = LocalBus([directory.service.party()])

    def pass_it():
        locate_new_addresses()
        bus.settle()

    return pass_it


def placed(network, structure):
    with network.uow() as uow:
        one = uow.get(Structure, structure.id)
        return one.latitude, one.longitude, one.commune_code


def change(network, structure, **values):
    with network.uow() as uow:
        structures.change_structure(uow, KEEPER, structure_id=structure.id, **values)


def states(network):
    with network.uow() as uow:
        return sorted(uow.session.scalars(select(Geocoding.state)))


def the_only(network):
    with network.uow() as uow:
        return uow.session.scalars(select(Geocoding)).one()


def test_a_sure_answer_places_the_structure_and_nobody_vouches_for_the_record(network, geocoder, a_minute_passes):
    old = date(2025, 1, 1)
    structure = a_structure(network, address="3 place Royale", updated_on=old, **NOWHERE)

    a_minute_passes()
    a_minute_passes()

    assert placed(network, structure) == (49.2566, 4.0336, "51454")
    assert geocoder.heard == [{"q": "3 place Royale 51100 Reims", "postcode": "51100", "limit": "1"}]
    assert network.published("directory.structure_saved.v1")[-1][1]["commune_code"] == "51454"
    with network.uow() as uow:
        assert uow.get(Structure, structure.id).updated_on == old


def test_the_same_address_is_asked_once_and_given_coordinates_never(network, geocoder, a_minute_passes):
    given = a_structure(network, address="3 place Royale", **NOWHERE | {"latitude": 49.0, "longitude": 4.0})
    twins = [a_structure(network, label=label, address="3 place Royale", **NOWHERE) for label in ("CCAS", "PMI")]

    a_minute_passes()

    assert [placed(network, one)[0] for one in twins] == [49.2566, 49.2566]
    assert placed(network, given) == (49.0, 4.0, "")
    assert len(geocoder.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        feature("Rue Royale 51100 Reims", score=0.79, at=(4.0, 49.0)),
        feature("Reims", score=0.95, at=(4.0, 49.0), type="municipality"),
        feature("Place Royale 33000 Bordeaux", score=0.9, at=(-0.5, 44.8), city="Bordeaux", postcode="33000"),
    ],
    ids=["low score", "middle of the commune", "another commune"],
)
def test_a_doubtful_answer_is_not_applied_alone(network, geocoder, a_minute_passes, answer):
    geocoder.known = {"Royale": answer}
    structure = a_structure(network, address="3 place Royale", **NOWHERE)

    a_minute_passes()

    assert placed(network, structure) == (None, None, "")
    assert states(network) == ["doubtful"]


def test_a_person_says_that_it_is_there_and_may_take_it_back(network, a_minute_passes):
    structure = a_structure(network, address="12 rue de Vesle", **NOWHERE)
    a_minute_passes()
    keeper = network.client(Role.ANIMATOR)
    base = f"/annuaire/{network.slug}/structures/localisation"

    page = keeper.get(base).text
    assert "12 rue de Vesle, 51100 Reims" in page
    assert "Rue de Vesle 51100 Reims" in page
    assert "Moyenne" in page

    said = {"geocoding": str(the_only(network).id)}
    assert keeper.post(f"{base}/confirmation", data=said).status_code == 303
    assert placed(network, structure) == (49.2539, 4.0301, "51454")
    assert keeper.post(f"{base}/retour?geocoding={said['geocoding']}").status_code == 303
    assert placed(network, structure)[:2] == (None, None)
    assert keeper.post(f"{base}/refus", data=said).status_code == 303
    a_minute_passes()
    assert "Aucune adresse à vérifier" in keeper.get(base).text
    assert states(network) == ["refused"]


def test_a_proposal_does_not_overwrite_what_somebody_gave_meanwhile(network, a_minute_passes):
    structure = a_structure(network, address="12 rue de Vesle", **NOWHERE)
    a_minute_passes()
    program = network.program(Role.ANIMATOR)
    base = f"/api/v1/directory/networks/{network.slug}/geocodings"
    (proposal,) = program.get(base).json["items"]
    change(network, structure, latitude=49.1, longitude=4.1)

    answer = program.post(f"{base}/confirmation", json={"geocoding": proposal["id"]})

    assert proposal["score"] == 0.62
    assert answer.status_code == 409
    assert placed(network, structure)[:2] == (49.1, 4.1)
    assert program.get(base).json["items"] == []


def test_a_program_confirms_refuses_and_starts_the_search(network, directory, a_minute_passes):
    structure = a_structure(network, address="12 rue de Vesle", **NOWHERE)
    program = network.program(Role.ANIMATOR)
    base = f"/api/v1/directory/networks/{network.slug}/geocodings"

    assert program.post(f"{base}/search").status_code == 202
    LocalBus([directory.service.party()]).settle()
    said = {"geocoding": program.get(base).json["items"][0]["id"]}

    assert program.post(f"{base}/refusal", json=said).json["state"] == "refused"
    assert program.post(f"{base}/confirmation", json=said).json["state"] == "applied"
    assert placed(network, structure)[0] == 49.2539
    assert network.program(Role.MEDIATOR).get(base).status_code == 403


def test_every_structure_without_coordinates_is_named_once_with_what_to_do(network, geocoder, a_minute_passes):
    for label, address in (("Sûre", "3 place Royale"), ("Douteuse", "rue de Vesle"), ("Perdue", "1 rue Inconnue")):
        a_structure(network, label=label, **{**NOWHERE, "address": address})
    a_minute_passes()
    a_structure(network, label="Sans adresse", **{**NOWHERE, "address": "", "postcode": "", "commune": ""})

    page = network.client(Role.ANIMATOR).get("/annuaire/marne/structures/localisation").text

    lost, others = page.split("Adresses introuvables")[1].split("Sans coordonnées")
    assert page.count(">Douteuse<") == 1
    assert "Sûre" not in page
    assert ">Perdue<" in lost
    assert ">Sans adresse<" in others
    assert "Adresse à compléter" in others
    assert "Perdue" not in others
    assert "Douteuse" not in lost + others


def test_an_address_that_is_not_found_is_remembered_until_it_changes(network, geocoder, a_minute_passes):
    structure = a_structure(network, label="Lieu perdu", address="1 chemin perdu", **NOWHERE)
    a_minute_passes()
    asked = len(geocoder.heard)
    a_minute_passes()

    assert len(geocoder.heard) == asked == 2, "in its postal code, then without; then never again"
    page = network.client(Role.ANIMATOR).get(f"/annuaire/{network.slug}/structures/localisation").text
    assert "Adresses introuvables" in page
    assert "Lieu perdu" in page

    change(network, structure, address="3 place Royale")
    a_minute_passes()
    assert placed(network, structure)[0] == 49.2566


def test_what_was_placed_here_follows_its_address(network, a_minute_passes):
    structure = a_structure(network, address="3 place Royale", **NOWHERE)
    a_minute_passes()

    change(network, structure, address="12 rue de Vesle")
    a_minute_passes()

    assert placed(network, structure) == (None, None, "")
    assert states(network) == ["doubtful"]


def test_an_imported_file_keeps_what_was_found_and_can_still_be_taken_back(network, a_minute_passes):
    address = {"adresse": "3 place Royale", "code_postal": "51100", "commune": "Reims", "code_insee": ""}
    line = a_line(1, **address, latitude="", longitude="")
    applied(network, a_preview(network, a_file([line])))
    a_minute_passes()

    again = a_preview(network, a_file([line | {"telephone": "+33326000009"}]))
    known = applied(network, again)
    with network.uow() as uow:
        assert uow.session.scalars(select(Structure)).one().latitude == 49.2566

    moved = a_preview(network, a_file([line | {"adresse": "4 place Royale"}]))
    known = applied(network, moved)
    a_minute_passes()
    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)
    with network.uow() as uow:
        one = uow.session.scalars(select(Structure)).one()
        assert (one.address, one.latitude) == ("3 place Royale", None)


def test_a_broken_geocoder_is_left_alone_and_asked_again_later(network, geocoder, a_minute_passes):
    made = [a_structure(network, label=f"Lieu {n}", address=f"{n} place Royale", **NOWHERE) for n in range(5)]
    geocoder.status = 500
    a_minute_passes()
    assert len(geocoder.heard) == 3
    assert states(network) == []

    geocoder.status = 200
    a_minute_passes()
    assert {placed(network, one)[0] for one in made} == {49.2566}


def test_too_many_requests_are_followed_by_the_rest_that_was_asked_for(geocoder):
    client = Geoplateforme(geocoder.url)
    geocoder.status, geocoder.headers = 429, {"Retry-After": "1"}
    for _ in range(3):
        with pytest.raises(GeocoderUnavailable):
            client.locate(QUESTION)
    assert len(geocoder.heard) == 1

    geocoder.status = 200
    client._closed_until -= 1  # the second has passed
    assert client.locate(QUESTION).label == "3 Place Royale 51100 Reims"


def test_a_slow_geocoder_does_not_keep_a_worker(geocoder, monkeypatch):
    monkeypatch.setattr(geoplateforme, "READ_SECONDS", 0.2)
    geocoder.wait = 0.6

    with pytest.raises(GeocoderUnavailable):
        Geoplateforme(geocoder.url).locate(QUESTION)


@pytest.mark.parametrize("body", ["<html>", "[]", '{"features": [{}]}', '{"features": [null]}'])
def test_another_server_s_answer_is_no_answer(geocoder, body):
    geocoder.body = body

    with pytest.raises(GeocoderUnavailable):
        Geoplateforme(geocoder.url).locate(QUESTION)


def test_requests_keep_their_pace(geocoder):
    client = Geoplateforme(geocoder.url)
    began = time.monotonic()

    for _ in range(5):
        client.locate(QUESTION)

    assert time.monotonic() - began >= 4 / geoplateforme.PER_SECOND


def test_nothing_is_asked_when_the_installation_has_no_geocoder(start):
    network = start("directory", geocoder_url="").network()
    a_structure(network, address="3 place Royale", **NOWHERE)

    locate_new_addresses()

    assert network.subject.outgoing("task") == []
    page = network.client(Role.ANIMATOR).get(f"/annuaire/{network.slug}/structures/localisation").text
    assert "La recherche des adresses est éteinte" in page
    assert "Localiser les structures" not in page
