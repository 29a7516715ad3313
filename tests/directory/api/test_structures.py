import base64
import json
from datetime import date
from uuid import UUID

import pytest

from services.directory.schemas.structures import ATTRIBUTES
from shared.roles import Role
from tests.factories.structures import a_structure

STRUCTURES = "/api/v1/directory/networks/marne/structures"
SENT = {"label": "Maison de quartier", "address": "3 place Royale", "postcode": "51100", "commune": "Reims"}


def test_a_structure_is_created_read_and_changed(directory):
    program = directory.network().program(Role.ANIMATOR)

    created = program.post(STRUCTURES, json={**SENT, "phone": "03 26 00 00 00", "services": []})
    address = f"{STRUCTURES}/{created.json['id']}"
    changed = program.patch(address, json={"phone": ""})

    assert created.status_code == 201
    assert created.json["phone"] == "+33326000000"
    assert (changed.json["phone"], changed.json["label"]) == ("", "Maison de quartier")
    assert program.get(address).json["version"] == 2


def test_a_program_that_read_an_older_version_changes_nothing(directory):
    program = directory.network().program(Role.ANIMATOR)
    made = program.post(STRUCTURES, json=SENT).json
    address = f"{STRUCTURES}/{made['id']}"
    program.patch(address, json={"phone": "03 26 00 00 00", "version": made["version"]})

    late = program.patch(address, json={"label": "Un autre nom", "version": made["version"]})

    assert (late.status_code, late.json["type"]) == (409, "urn:maillage:changed_meanwhile")
    assert program.get(address).json["label"] == SENT["label"]


def test_a_list_goes_on_where_its_cursor_says(directory):
    network = directory.network()
    for number in range(3):
        a_structure(network, label=f"Structure {number}")
    program = network.program(Role.MEDIATOR)

    first = program.get(f"{STRUCTURES}?limit=2").json
    second = program.get(f"{STRUCTURES}?limit=2&cursor={first['next']}").json

    assert [item["label"] for item in first["items"] + second["items"]] == ["Structure 0", "Structure 1", "Structure 2"]
    assert (first["count"], second["next"]) == (3, None)


@pytest.mark.parametrize("query", ["", "?q=mairie", "?sort=commune&limit=1"])
def test_a_structure_is_told_in_a_list_as_by_itself(directory, query):
    network = directory.network()
    known = a_structure(
        network, label="Mairie", services=["Aide aux démarches administratives"], updated_on=date(2026, 3, 1), seats=30
    )
    program = network.program(Role.MEDIATOR)

    (listed,) = program.get(STRUCTURES + query).json["items"]

    assert listed == program.get(f"{STRUCTURES}/{known.id}").json
    assert set(listed) == set(ATTRIBUTES)
    assert (listed["updated_on"], listed["seats"], listed["latitude"]) == ("2026-03-01", 30, known.latitude)


def test_every_page_of_a_search_tells_how_many_there_are(directory):
    network = directory.network()
    for number in range(5):
        a_structure(network, label=f"Mairie {number}")
    a_structure(network, label="Médiathèque")
    program = network.program(Role.MEDIATOR)

    pages, cursor = [], ""
    while cursor is not None:
        pages.append(program.get(f"{STRUCTURES}?q=mairie&limit=2&cursor={cursor}").json)
        cursor = pages[-1]["next"]

    assert [[item["label"] for item in page["items"]] for page in pages] == [
        ["Mairie 0", "Mairie 1"],
        ["Mairie 2", "Mairie 3"],
        ["Mairie 4"],
    ]
    assert [page["count"] for page in pages] == [5, 5, 5]


def test_beyond_the_last_structure_the_count_is_still_known(directory):
    network = directory.network()
    for number in range(3):
        a_structure(network, label=f"Mairie {number}")
    program = network.program(Role.ANIMATOR)
    first = program.get(f"{STRUCTURES}?q=mairie&limit=2").json
    (last,) = program.get(f"{STRUCTURES}?q=mairie&limit=2&cursor={first['next']}").json["items"]
    program.post(f"{STRUCTURES}/{last['id']}/archiving")

    beyond = program.get(f"{STRUCTURES}?q=mairie&limit=2&cursor={first['next']}").json

    assert (beyond["items"], beyond["next"], beyond["count"]) == ([], None, 2)


def test_a_refusal_names_each_field(directory):
    program = directory.network().program(Role.ANIMATOR)

    answer = program.post(STRUCTURES, json={"label": "Mairie", "postcode": "5110", "services": ["Piscine"]})

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"]["commune"] == ["Ce champ est à remplir."]
    assert answer.json["errors"]["postcode"] == ["« 5110 » n’a pas 5 chiffres. Corrigez-le, par exemple 64100."]
    assert "« Piscine » n’est pas une valeur prévue." in answer.json["errors"]["services"][0]


def test_an_identifier_already_taken_is_a_conflict(directory):
    program = directory.network().program(Role.ANIMATOR)
    program.post(STRUCTURES, json={**SENT, "external_id": "mq-1"})

    answer = program.post(STRUCTURES, json={**SENT, "external_id": "mq-1"})

    assert (answer.status_code, answer.json["type"]) == (409, "urn:maillage:structure_identifier_taken")


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.MANAGER, Role.REFERENT])
def test_only_keepers_of_the_directory_create_structures(directory, role):
    assert directory.network().program(role).post(STRUCTURES, json=SENT).status_code == 403


def test_archiving_and_restoring(directory):
    network = directory.network()
    address = f"{STRUCTURES}/{a_structure(network).id}"
    program = network.program(Role.ANIMATOR)

    assert program.post(f"{address}/archiving").json["status"] == "archived"
    assert program.get(STRUCTURES).json["items"] == []
    assert program.post(f"{address}/restoring").json["status"] == "active"


def test_the_interface_describes_the_national_fields(directory):
    specification = directory.app.test_client().get("/api/v1/directory/openapi.json").json

    properties = specification["components"]["schemas"]["Structure"]["properties"]
    assert properties["postcode"]["description"] == "Code postal (code_postal)"
    assert properties["services"]["type"] == "array"
    assert "Aide aux démarches administratives" in properties["services"]["items"]["enum"]


def test_the_example_of_the_description_can_be_sent_as_it_stands(directory):
    program = directory.network().program(Role.ANIMATOR)
    paths = program.get("/api/v1/directory/openapi.json").json["paths"]
    sent = paths["/api/v1/directory/networks/{network}/structures"]["post"]["requestBody"]
    example = sent["content"]["application/json"]["example"]

    created = program.post(STRUCTURES, json=example)

    assert created.status_code == 201, created.json
    assert {name: created.json[name] for name in example} == example


def test_text_that_cannot_be_written_again_is_refused_as_no_json(directory):
    program = directory.network().program(Role.ANIMATOR)
    body = '{"label": "Mairie", "websites": ["\\ud800"]}'

    answer = program.post(STRUCTURES, data=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400


@pytest.mark.parametrize("values", [["a\0b", str(UUID(int=1))], ["\ud800", str(UUID(int=1))], [None, None], [2**40, 1]])
def test_an_unreadable_cursor_is_the_first_page(directory, values):
    network = directory.network()
    a_structure(network)
    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()

    answer = network.program(Role.MEDIATOR).get(f"{STRUCTURES}?cursor={cursor}")

    assert (answer.status_code, len(answer.json["items"])) == (200, 1)


@pytest.mark.parametrize(
    ("stored", "sent", "named"),
    [
        ({}, {"longitude": 4.03}, "latitude"),
        ({}, {"latitude": 49.25}, "longitude"),
        ({"latitude": 49.25, "longitude": 4.03}, {"longitude": None}, "longitude"),
        ({"latitude": 49.25, "longitude": 4.03}, {"latitude": None}, "latitude"),
        ({}, {"latitude": 49.25, "longitude": None}, "longitude"),
    ],
)
def test_one_coordinate_without_the_other_is_refused_by_name(directory, stored, sent, named):
    network = directory.network()
    structure = a_structure(network, **stored)

    answer = network.program(Role.ANIMATOR).patch(f"{STRUCTURES}/{structure.id}", json=sent)

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [named]
    assert f"Donnez aussi la {named}" in str(answer.json["errors"])


def test_one_coordinate_is_changed_where_the_other_is_known(directory):
    network = directory.network()
    structure = a_structure(network, latitude=49.25, longitude=4.03)

    moved = network.program(Role.ANIMATOR).patch(f"{STRUCTURES}/{structure.id}", json={"longitude": 4.05})

    assert (moved.status_code, moved.json["latitude"], moved.json["longitude"]) == (200, 49.25, 4.05)
