"""« Noter où est le matériel », on pages and by programs."""

import html
from urllib.parse import quote

import pytest

from services.sessions.usecases.items import register_items
from shared.events.directory import StructureSaved
from shared.ids import new_id
from shared.messaging.envelope import Envelope
from shared.roles import Role
from tests.factories.equipment import ACTOR, a_tablet

ROOT = "/materiel/marne/materiels"
API = "/api/v1/sessions/networks/marne"


@pytest.fixture
def network(sessions):
    return sessions.network()


@pytest.fixture
def library(network, clock):
    """A structure of which the directory has told."""
    place = {"commune": "Épernay", "commune_code": "51230", "address": ""}
    event = StructureSaved(structure_id=new_id(), version=1, label="Médiathèque", status="active", **place)
    body = Envelope.wrap(event, tenant_id=network.id, at=clock.now()).dump()
    assert network.subject.service.consumer().receive([body]) == []
    return event.structure_id


def read(answer) -> str:
    return html.unescape(answer.text).replace("\u00a0", " ")


def test_tags_scanned_one_after_the_other_are_kept_by_the_structure_and_listed_with_it(network, library):
    with network.uow() as uow:
        register_items(uow, ACTOR, prefix="T-", count=3, kind="tablet", model="Galaxy Tab A9")
    browser = network.client(Role.MANAGER)

    answer = browser.post(f"{ROOT}/rangement", data={"structure_id": library, "tags": "T-001\r\nT-003\r\n"})

    page = read(browser.get(answer.location))
    assert answer.location == f"{ROOT}?structure={library}"
    assert "2 matériels : le lieu est noté." in page
    assert "Médiathèque, Épernay" in page, "the chip"
    assert ("T-001" in page, "T-002" in page, "T-003" in page) == (True, False, True)


def test_the_page_of_a_thing_says_who_keeps_it_and_leads_to_the_change(network, library):
    with network.uow() as uow:
        item = a_tablet(uow, "T-001")
    browser = network.client(Role.MANAGER)
    before = read(browser.get(f"{ROOT}/{item.id}"))

    form = read(browser.get(f"{ROOT}/rangement?etiquette={quote('T-001')}"))
    answer = browser.post(f"{ROOT}/rangement", data={"structure_id": library, "tags": "T-001"})

    assert "Aucune structure en particulier" in before
    assert f'href="{ROOT}/rangement?etiquette=T-001"' in before
    assert "T-001</textarea>" in form
    assert answer.location == f"{ROOT}/{item.id}"
    after = read(browser.get(answer.location))
    assert f'href="/annuaire/marne/structures/{library}">Médiathèque, Épernay</a>' in after
    again = read(browser.get(f"{ROOT}/rangement?etiquette=T-001&structure={library}"))
    assert f'href="{ROOT}/rangement?etiquette=T-001&structure={library}"' in after
    assert f'<option value="{library}" selected>' in again


def test_an_unknown_tag_is_said_beside_the_field_and_the_others_stay_typed(network, library):
    with network.uow() as uow:
        a_tablet(uow, "T-001")

    answer = network.client(Role.MANAGER).post(
        f"{ROOT}/rangement", data={"structure_id": library, "tags": "T-001\nT-404"}
    )

    assert answer.status_code == 422
    assert "Aucun matériel ne porte l’étiquette « T-404 »." in read(answer)
    assert "T-001\nT-404</textarea>" in read(answer).replace("\r", "")


def test_a_batch_is_registered_with_the_structure_that_keeps_it(network, library):
    form = {"prefix": "T-", "count": "2", "kind": "tablet", "model": "Galaxy Tab A9", "structure_id": str(library)}

    network.client(Role.MANAGER).post(f"{ROOT}/lot", data=form)

    listed = network.program(Role.MANAGER).get(f"{API}/items?structure={library}").json["items"]
    assert [item["tag"] for item in listed] == ["T-001", "T-002"]


def test_programs_place_items_too_and_a_mediator_does_not(network, library):
    with network.uow() as uow:
        a_tablet(uow, "T-001")
    asked = {"tags": ["T-001"], "structure_id": str(library)}

    placed = network.program(Role.MANAGER).post(f"{API}/item-placements", json=asked)
    refused = network.program(Role.MEDIATOR).post(f"{API}/item-placements", json=asked)

    assert [item["structure_id"] for item in placed.json["items"]] == [str(library)]
    assert refused.status_code == 403
