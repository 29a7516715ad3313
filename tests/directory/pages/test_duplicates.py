import re
from datetime import date
from typing import Any

import pytest

from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.models.structure import Structure
from services.directory.usecases import merging
from shared.roles import Role
from tests.factories.structures import a_structure
from tests.reading import text_of

STRUCTURES = "/annuaire/marne/structures"


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def client(network):
    return network.client(Role.ANIMATOR)


FULL: dict[str, Any] = {
    "pivot": "13002526500013",
    "label": "Médiathèque",
    "commune": "Épernay",
    "postcode": "51200",
    "commune_code": "51230",
    "address": "2 rue Vieille",
    "address_extra": "Premier étage",
    "latitude": 49.25,
    "longitude": 4.03,
    "typologies": ["BIB", "RFS"],
    "phone": "+33326000000",
    "emails": ["accueil@exemple.fr"],
    "websites": ["https://exemple.fr"],
    "opening_hours": "Mo-Fr 09:00-12:30; PH off",
    "summary": "En bref",
    "description": "En détail",
    "source": "La Coop",
    "mobility": ["Fixe"],
    "parent": "Ville d’Épernay",
    "services": ["Loisirs et créations numériques"],
    "target_audiences": ["Jeunes"],
    "special_care": ["Surdité"],
    "fees": ["Gratuit"],
    "national_programmes": ["France Services"],
    "trainings": ["ORDI 3.0"],
    "other_trainings": "Tiers-lieu",
    "access_modes": ["Téléphoner"],
    "support_modes": ["À distance"],
    "accessibility_url": "https://acceslibre.beta.gouv.fr/app/1/",
    "booking_url": "https://rdv.exemple.fr",
    "can_host_meetings": True,
    "seats": 30,
    "is_public": False,
    "stages": list(STAGES),
    "equipment": list(EQUIPMENT),
    "computers": 4,
    "shared_content": "Un guide",
}


def compared(client, first, second) -> str:
    return text_of(client.get(f"{STRUCTURES}/doublons/comparaison?first={first.id}&second={second.id}"))


def test_every_attribute_is_compared_in_french_words(network, client):
    empty, full = a_structure(network), a_structure(network, **FULL)
    choices = {column.key for column in Structure.__table__.columns} - merging.NOT_CHOSEN
    codes = {*STAGES, *EQUIPMENT, *choices, *(code for code in TYPOLOGIES if len(code) > 2), "Mo-Fr", "PH", "true"}

    page = compared(client, empty, full)

    assert set(FULL) == choices
    legends = re.findall(r'<legend class="field-label">([^<]+)<', page)
    answers = re.findall(r'<label for="[^"]+">([^<]+)<', page)
    shown = {word for line in legends + answers for word in re.findall(r"[\w-]+", line)} - {
        "orientation",
        "commune",
    }  # French words too
    assert len(legends) == len(choices) - 1 + 1  # the coordinates are one choice; the record that stays is another
    assert shown & codes == set()
    for said in (
        "Bibliothèque ou médiathèque, France Services",
        "lundi : 9 h – 12 h 30",
        "Fermé les jours fériés",
        "49,25 ; 4,03",
        "03 26 00 00 00",
        ", ".join(STAGES.values()),
        ", ".join(EQUIPMENT.values()),
    ):
        assert any(said in answer for answer in answers), said


def test_any_two_structures_are_found_compared_and_merged_from_a_structures_page(network, client):
    kept = a_structure(network)
    twin = a_structure(network, label="Bibliothèque municipale", commune="Épernay", latitude=49.04, longitude=3.95)

    shown = text_of(client.get(f"{STRUCTURES}/{kept.id}"))
    nothing = text_of(client.get(f"{STRUCTURES}/{kept.id}/fusion"))
    found = text_of(client.get(f"{STRUCTURES}/{kept.id}/fusion?q=municipale"))
    form = {"first": str(kept.id), "second": str(twin.id), "kept": "first", "take_label": "second"}
    merged = client.post(f"{STRUCTURES}/doublons/comparaison", data={**form, "take_latitude": "second"})

    assert f'href="{STRUCTURES}/{kept.id}/fusion"' in shown
    assert "Pas d’autre fiche à Reims" in nothing
    assert f"{STRUCTURES}/doublons/comparaison?first={kept.id}&second={twin.id}" in found
    assert "Vous les avez choisies" in compared(client, kept, a_structure(network, label="Mairie"))
    assert merged.location.endswith(str(kept.id))
    with network.uow() as uow:
        one = uow.get(Structure, kept.id)
        assert (one.label, one.latitude, one.longitude) == ("Bibliothèque municipale", 49.04, 3.95)
        assert uow.get(Structure, twin.id).merged_into_id == kept.id


def test_only_what_both_records_say_is_asked_and_what_one_alone_says_is_kept_unless_opened(network, client):
    first = a_structure(network, phone="+33326000001", summary="Ateliers le mardi.")
    second = a_structure(network, phone="+33326000002")

    asked, _, folded = compared(client, first, second).partition('<details class="more">')

    assert "que garder" in asked and 'name="take_phone"' in asked
    assert 'name="take_summary"' not in asked
    assert "1 information n’est que dans une des fiches : elle est gardée" in folded
    assert "Ateliers le mardi." in folded


def test_a_comparison_left_open_still_works_after_the_next_search(network, client):
    a_structure(network, label="Mairie de Reims", phone="+33326000001")
    a_structure(network, label="Mairie de Reims", phone="+33326000001")
    with network.uow() as uow:
        merging.search_duplicates(uow)
    opened = re.search(r'[^"]+comparaison\?pair=[^"]+', client.get(f"{STRUCTURES}/doublons").text)

    with network.uow() as uow:
        found = merging.search_duplicates(uow)

    assert opened and client.get(opened[0]).status_code == 200
    assert found == 1


def test_two_records_of_one_name_are_told_apart_by_their_place(network, client):
    first = a_structure(network, label="Mairie de Reims", address="", commune="", postcode="")
    second = a_structure(network, label="MAIRIE DE REIMS", address="9 place de la Mairie")

    page = compared(client, first, second)

    assert "sans adresse · vérifiée le" in page
    assert "9 place de la Mairie, Reims · vérifiée le" in page
    assert page.count("9 place de la Mairie, Reims") > 2


def test_the_other_structures_of_the_commune_come_first_without_the_one_itself(network, client):
    structure = a_structure(network, label="Médiathèque")
    a_structure(network, label="Mairie")
    a_structure(network, label="Poste", commune="Épernay")

    page = text_of(client.get(f"{STRUCTURES}/{structure.id}/fusion"))

    assert "Les autres fiches de Reims" in page
    assert [label for label in ("Mairie", "Poste") if f"avec {label}<" in page] == ["Mairie"]
    assert "avec Médiathèque<" not in page


def test_a_structure_is_not_compared_with_itself_nor_with_one_that_has_left(network, client):
    structure, gone = a_structure(network), a_structure(network, status="archived", updated_on=date(2026, 1, 1))
    address = f"{STRUCTURES}/doublons/comparaison?first={structure.id}&second="

    statuses = [client.get(address + str(other)).status_code for other in (structure.id, gone.id, "")]

    assert statuses == [404, 404, 404]
    assert client.get(f"{STRUCTURES}/{gone.id}/fusion").status_code == 404
    assert network.client(Role.MEDIATOR).get(f"{STRUCTURES}/{structure.id}/fusion").status_code == 403


@pytest.mark.parametrize(("sent", "status"), [("latitude", 200), ("nonsense", 422)])
def test_a_program_takes_a_place_whole_and_only_what_exists(network, sent, status):
    kept, merged = a_structure(network), a_structure(network, latitude=49.04, longitude=3.95)
    body = {"kept_id": str(kept.id), "merged_id": str(merged.id), "from_merged": [sent]}

    answer = network.program(Role.ANIMATOR).post("/api/v1/directory/networks/marne/structures/merge", json=body)

    assert answer.status_code == status
    if status == 200:
        assert (answer.json["latitude"], answer.json["longitude"]) == (49.04, 3.95)


def test_a_record_of_another_network_is_neither_compared_nor_merged(directory, network, client):
    own, theirs = a_structure(network), a_structure(directory.network("voisin"), label="Chez les voisins")
    pair = {"first": str(own.id), "second": str(theirs.id)}

    compared = client.get(f"{STRUCTURES}/doublons/comparaison", query_string=pair)
    merged = network.program(Role.ANIMATOR).post(
        "/api/v1/directory/networks/marne/structures/merge",
        json={"kept_id": str(own.id), "merged_id": str(theirs.id)},
    )

    assert (compared.status_code, merged.status_code) == (404, 404)
    assert "Chez les voisins" not in compared.text
