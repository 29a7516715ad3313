from time import process_time

import pytest

from services.directory.models.structure import Structure
from shared.roles import Role
from tests.factories.completions import HELP, TOOLS
from tests.factories.structures import a_structure

BASE = "/api/v1/directory/networks/marne"
COMPLETIONS = f"{BASE}/completions"
ADDED = {"attribute": "services", "values": [HELP]}


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def program(network):
    return network.program(Role.ANIMATOR)


def services_of(network, structure) -> list[str]:
    with network.uow(read_only=True) as uow:
        return uow.get(Structure, structure.id).services


def test_named_records_are_previewed_applied_and_taken_back_as_an_import(network, program):
    structure = a_structure(network)

    preview = program.post(COMPLETIONS, json={**ADDED, "structure_ids": [str(structure.id)]})
    address = f"{BASE}/imports/{preview.json['id']}"
    applied = program.post(f"{address}/application")
    written = services_of(network, structure)
    undone = program.post(f"{address}/undo")

    assert (preview.status_code, preview.json["state"], preview.json["changed_count"]) == (201, "previewed", 1)
    assert preview.json["completion"] == {**ADDED, "how": "add"}
    assert (applied.json["state"], written) == ("applied", [HELP])
    assert (undone.json["state"], services_of(network, structure)) == ("undone", [])


def test_filters_choose_all_that_they_find(network, program):
    found, other = a_structure(network, commune="Reims"), a_structure(network, commune="Épernay", services=[TOOLS])

    preview = program.post(COMPLETIONS, json={**ADDED, "filters": {"missing": "services"}})
    program.post(f"{BASE}/imports/{preview.json['id']}/application")

    assert preview.json["lines_count"] == 1
    assert (services_of(network, found), services_of(network, other)) == ([HELP], [TOOLS])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**ADDED}, "structure_ids"),
        ({**ADDED, "structure_ids": [], "filters": {}}, "structure_ids"),
        ({**ADDED, "structure_ids": []}, "structure_ids"),
        ({**ADDED, "values": ["Couture"], "filters": {}}, "values"),
        ({**ADDED, "values": [], "filters": {}}, "values"),
        ({**ADDED, "attribute": "label", "filters": {}}, "attribute"),
        ({**ADDED, "how": "double", "filters": {}}, "how"),
        ({**ADDED, "filters": {"mising": "services"}}, "filters.mising"),
        ({**ADDED, "filters": {"missing": "courage"}}, "filters.missing"),
        ({"attribute": "typologies", "values": ["mediateque"], "filters": {}}, "values"),
    ],
)
def test_what_cannot_be_done_is_a_problem_of_its_field(network, program, sent, field):
    a_structure(network)

    answer = program.post(COMPLETIONS, json=sent)

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert list(answer.json["errors"]) == [field]


def test_a_kind_of_structure_may_be_sent_in_words(network, program):
    structure = a_structure(network)
    sent = {"attribute": "typologies", "values": ["Bibliothèque ou médiathèque"], "structure_ids": [str(structure.id)]}

    preview = program.post(COMPLETIONS, json=sent).json

    assert preview["completion"]["values"] == ["BIB"]
    assert preview["preview"]["changed"][0]["changes"][0]["new"] == ["BIB"]


def test_refused_records_are_given_as_a_table(network, program):
    archived = a_structure(network, label="École fermée")
    program.post(f"{BASE}/structures/{archived.id}/archiving")

    preview = program.post(COMPLETIONS, json={**ADDED, "filters": {"status": "archived"}}).json
    table = program.get(f"{BASE}/imports/{preview['id']}/refused-lines")

    assert "École fermée" in table.text
    assert "Cette fiche est archivée" in table.text


@pytest.mark.parametrize(("role", "scopes"), [(Role.MEDIATOR, ()), (Role.ANIMATOR, ("structures:write",))])
def test_it_takes_the_right_to_import(network, role, scopes):
    sent = {**ADDED, "structure_ids": [str(a_structure(network).id)]}

    assert network.program(role, scopes=scopes).post(COMPLETIONS, json=sent).status_code == 403


def test_a_kind_of_structure_as_long_as_a_book_is_refused_at_once_and_briefly(network, program):
    structure, began = a_structure(network), process_time()
    long = {"attribute": "typologies", "values": ["mairie " * 15_000], "structure_ids": [str(structure.id)]}

    refused = program.post(COMPLETIONS, json=long)

    assert refused.status_code == 422
    assert len(refused.json["errors"]["values"][0]) < 300
    assert process_time() - began < 3
