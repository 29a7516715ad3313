"""Two people who write the same letter or meeting do not overwrite each other: the second one sees both texts."""

import re

import pytest

from shared.roles import Role
from tests.reading import both_values, saved_meanwhile

API = "/api/v1/notifications/networks/marne"
LETTER = {"subject": "Lettre de mars", "body": "Bonjour"}
MEETING = {"title": "Printemps", "day": "2026-03-31", "starts_at": "14:00", "ends_at": "16:30", "place": "Mairie"}


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def test_two_people_who_write_a_letter(animator):
    page = animator.post("/lettres/marne/nouvelle", data=LETTER).location

    refused, insisted = both_values(
        animator,
        f"{page}/modifier",
        LETTER,
        first={"body": "Bonjour à tous\r\n\r\nVoici l’agenda"},
        second={"body": "Chers membres"},
    )

    assert refused.status_code == 409
    assert "Chers membres</textarea>" in refused.text
    assert saved_meanwhile(refused) == ["Bonjour à tous\n\nVoici l’agenda"]
    assert insisted.status_code == 303


def test_two_people_who_change_a_meeting(animator):
    page = animator.post("/rencontres/marne/nouvelle", data=MEETING).location

    refused, insisted = both_values(
        animator, f"{page}/modifier", MEETING, first={"place": "Gymnase"}, second={"starts_at": "13:30"}
    )

    assert (refused.status_code, insisted.status_code) == (409, 303)
    assert 'value="13:30"' in refused.text
    assert saved_meanwhile(refused) == ["14:00", "Gymnase"]


def test_a_program_says_which_version_it_has_read(network, animator):
    program = network.program(Role.ANIMATOR)
    letter = program.post(f"{API}/newsletters", json=LETTER).json
    meeting_id = re.search(r"[\w-]{36}", animator.post("/rencontres/marne/nouvelle", data=MEETING).location)[0]
    meeting = program.get(f"{API}/meetings/{meeting_id}").json

    for path, known in ((f"newsletters/{letter['id']}", letter), (f"meetings/{meeting_id}", meeting)):
        changes = {name: value for name, value in known.items() if value}
        changed = program.put(f"{API}/{path}", json=changes).json
        late = program.put(f"{API}/{path}", json=changes)

        assert changed["version"] == known["version"] + 1
        assert (late.status_code, late.json["type"]) == (409, "urn:maillage:changed_meanwhile")
