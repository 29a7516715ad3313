"""Hours given as French text, confirmed many at once."""

import html
import re

import pytest

from services.directory.models.structure import Structure
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.structures import a_preview, a_structure, applied

PAGE = "/annuaire/marne/structures/horaires"
API = "/api/v1/directory/networks/marne/opening-hours/readings"
WEEK, EVENING = "Du lundi au vendredi\n9h-12h / 14h-17h", "18h-20h le mardi"


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def three(network):
    """Two that can be read, and one that cannot."""
    texts = {"Agora": WEEK, "Beffroi": EVENING, "Cyberbase": "Sur rendez-vous"}
    return [a_structure(network, label=label, opening_hours=text) for label, text in texts.items()]


def text_of(answer) -> str:
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ").replace("\u202f", " ")


def hours_of(network, *structures) -> list[str]:
    with network.uow() as uow:
        return [uow.get(Structure, one.id).opening_hours for one in structures]


def form_of(*structures) -> dict[str, list[str]]:
    return {"structure": [str(one.id) for one in structures], "text": [one.opening_hours for one in structures]}


def undo_of(page: str) -> str:
    return re.findall(r'action="([^"]*/horaires/retour\?decision=[^"]*)"', page)[0]


def test_what_can_be_read_is_listed_with_its_text_and_a_week(network, three):
    a_structure(network, label="Dôme", opening_hours="Mo-Fr 09:00-12:00")
    a_structure(network, label="Forum", opening_hours=WEEK, status="archived")

    page = text_of(network.client(Role.ANIMATOR).get(PAGE))

    assert re.findall(r'<h2 class="panel-title"><a[^>]*>([^<]*)', page) == ["Agora", "Beffroi"]
    assert WEEK in page
    assert "9 h – 12 h<br>14 h – 17 h" in page
    assert "Accepter toutes les propositions affichées" in page
    assert "À confirmer (2)" in page


def test_all_that_is_shown_is_accepted_at_once_and_can_be_taken_back(network, three):
    client = network.client(Role.ANIMATOR)

    client.post(f"{PAGE}/acceptation", data=form_of(*three[:2]))
    accepted, page = hours_of(network, *three), text_of(client.get(PAGE))
    client.post(undo_of(page))

    assert accepted == ["Mo-Fr 09:00-12:00,14:00-17:00", "Tu 18:00-20:00", "Sur rendez-vous"]
    assert "Les horaires de 2 structures sont enregistrés." in page
    assert "Aucun horaire à confirmer" in page
    assert hours_of(network, *three) == [WEEK, EVENING, "Sur rendez-vous"]
    assert "À confirmer (2)" in text_of(client.get(PAGE))


def test_accepting_a_reading_does_not_vouch_for_the_record(network):
    structure = a_structure(network, opening_hours=WEEK, updated_on=None)

    network.client(Role.ANIMATOR).post(f"{PAGE}/acceptation", data=form_of(structure))

    with network.uow() as uow:
        assert uow.get(Structure, structure.id).updated_on is None
    assert network.published("directory.structure_saved.v1")[-1][1]["version"] == 2


def test_a_text_that_is_left_stays_and_is_found_again(network, three):
    client = network.client(Role.ANIMATOR)

    client.post(f"{PAGE}/maintien", data=form_of(three[0]))
    page, left = text_of(client.get(PAGE)), text_of(client.get(f"{PAGE}?state=left"))
    client.post(undo_of(page))

    assert "Les horaires de « Agora » restent tels qu’ils sont écrits." in page
    assert "À confirmer (1)" in page
    assert "Agora" in left
    assert hours_of(network, three[0]) == [WEEK]
    assert "À confirmer (2)" in text_of(client.get(PAGE))


def test_what_has_changed_meanwhile_is_left_alone_and_said(network, three):
    client = network.client(Role.ANIMATOR)
    shown = form_of(*three[:2])
    with network.uow() as uow:
        uow.get(Structure, three[0].id).change({"opening_hours": "lundi 9h-10h"}, uow.now)

    client.post(f"{PAGE}/acceptation", data=shown)
    page = text_of(client.get(PAGE))
    again = client.post(f"{PAGE}/acceptation", data=shown)

    assert hours_of(network, *three[:2]) == ["lundi 9h-10h", "Tu 18:00-20:00"]
    assert again.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in text_of(again)
    assert "Une fiche a changé entre-temps : elle est laissée comme elle est." in page


def test_taking_back_does_not_touch_hours_that_somebody_has_changed_since(network, three):
    client = network.client(Role.ANIMATOR)
    client.post(f"{PAGE}/acceptation", data=form_of(*three[:2]))
    undo = undo_of(text_of(client.get(PAGE)))
    with network.uow() as uow:
        uow.get(Structure, three[0].id).change({"opening_hours": "Mo 09:00-12:00"}, uow.now)

    client.post(undo)
    again = client.post(undo)

    assert hours_of(network, *three[:2]) == ["Mo 09:00-12:00", EVENING]
    assert again.status_code == 409


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.REFERENT])
def test_only_those_who_keep_the_directory_confirm_for_others(network, three, role):
    client = network.client(role)

    answers = [client.get(PAGE), client.post(f"{PAGE}/acceptation", data=form_of(three[0]))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert hours_of(network, three[0]) == [WEEK]


def test_texts_and_structures_that_do_not_go_together_are_refused(network, three):
    form = {**form_of(*three[:2]), "text": [WEEK]}

    answer = network.client(Role.ANIMATOR).post(f"{PAGE}/acceptation", data=form)

    assert answer.status_code == 422
    assert hours_of(network, three[0]) == [WEEK]


def test_a_structure_of_another_network_is_not_reached(directory, network, three):
    other = directory.network("aube")

    answer = other.client(Role.ANIMATOR).post(PAGE.replace("marne", "aube") + "/acceptation", data=form_of(three[0]))

    assert answer.status_code == 409
    assert hours_of(network, three[0]) == [WEEK]


def test_the_list_goes_on_page_after_page(network):
    for number in range(23):
        a_structure(network, label=f"Lieu {number:02}", opening_hours=WEEK)
    client = network.client(Role.ANIMATOR)

    first = text_of(client.get(PAGE))
    second = text_of(client.get(re.findall(r'href="(/annuaire[^"]*cursor=[^"]*)"', first)[0]))

    assert "Les 20 structures de cette page" in first
    assert re.findall(r'panel-title"><a[^>]*>([^<]*)', second) == ["Lieu 20", "Lieu 21", "Lieu 22"]


def test_programs_do_the_same(network, three):
    program = network.program(Role.ANIMATOR)
    chosen = [{"structure_id": str(three[0].id), "text": WEEK}]

    listed = program.get(API).json["items"]
    left = program.post(f"{API}/refusal", json={"readings": chosen}).json
    listed_left = program.get(f"{API}?state=left").json["items"]
    program.post(f"{API}/return", json={"decision": left["decision_id"]})
    accepted = program.post(f"{API}/acceptance", json={"readings": chosen}).json

    assert [(one["label"], one["proposal"]) for one in listed] == [
        ("Agora", "Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Beffroi", "Tu 18:00-20:00"),
    ]
    assert [one["text"] for one in listed_left] == [WEEK]
    assert (left["count"], accepted["count"], accepted["changed"]) == (1, 1, 0)
    assert hours_of(network, three[0]) == ["Mo-Fr 09:00-12:00,14:00-17:00"]
    assert program.post(f"{API}/acceptance", json={"readings": []}).status_code == 422


def test_an_import_that_was_applied_leads_to_the_hours_to_confirm(network):
    known = applied(network, a_preview(network, a_file([a_line(1, horaires=WEEK), a_line(2)])))

    page = text_of(network.client(Role.ANIMATOR).get(f"/annuaire/marne/structures/imports/{known.id}"))

    assert "Une structure a des horaires en toutes lettres que nous savons lire." in page
    assert f'href="{PAGE}"' in page
