import pytest

from shared.roles import Role
from tests.factories.orientations import HELP, a_town, recipient_id


def test_a_program_sends_answers_and_reads_the_history(directory, clock):
    town = a_town(directory)
    program = town.network.seen.program(Role.ADMINISTRATOR)
    base = f"/api/v1/directory/networks/{town.network.slug}"
    body = {"recipient": str(recipient_id(town, town.library)), "themes": [HELP], "person_label": "J. L."}
    body |= {"contact_kind": "none", "consent": True, "consent_on": str(clock.now().date())}

    sent = program.post(f"{base}/structures/{town.library.id}/orientations", json=body)
    without = program.post(f"{base}/structures/{town.library.id}/orientations", json={**body, "consent": False})
    here = f"{base}/orientations/{sent.json['id']}"
    program.post(f"{here}/acceptance", json={})
    program.post(f"{here}/encounter", json={})
    over = program.post(f"{here}/closing", json={"outcome": "started"})

    assert (sent.status_code, without.status_code) == (201, 422)
    assert [step["state"] for step in over.json["steps"]] == ["sent", "accepted", "met", "closed"]
    assert program.post(f"{here}/acceptance", json={}).json["type"] == "urn:maillage:orientation_over"
    assert program.get(f"{base}/orientations/counts").json["closed"] == 1
    assert len(program.get(f"{base}/orientations?view=all").json["items"]) == 1
    known = program.get(f"{base}/structures/{town.library.id}/recipients").json["items"]
    assert [one["name"] for one in known] == ["Lise Morel"]
    assert program.get(f"{base}/structures/{sent.json['id']}/recipients").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"person_label": " "}, "person_label"),
        ({"birth_year": 2027}, "birth_year"),
        ({"consent_on": "2025-11-30"}, "consent_on"),
        ({"consent_on": "2026-03-04"}, "consent_on"),
    ],
)
def test_what_cannot_be_true_of_a_person_is_refused_by_its_field(directory, clock, wrong, field):
    assert str(clock.now().date()) == "2026-03-03"
    town = a_town(directory)
    body = {"recipient": str(recipient_id(town, town.library)), "themes": [HELP], "person_label": "J. L."}
    body |= {"contact_kind": "none", "consent": True, "consent_on": "2026-03-03"}
    address = f"/api/v1/directory/networks/{town.network.slug}/structures/{town.library.id}/orientations"

    answer = town.network.seen.program(Role.ADMINISTRATOR).post(address, json={**body, **wrong})

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_need_said_twice_is_kept_once(directory, clock):
    town = a_town(directory)
    body = {"recipient": str(recipient_id(town, town.library)), "themes": [HELP, HELP], "person_label": "J. L."}
    body |= {"contact_kind": "none", "consent": True, "consent_on": str(clock.now().date())}
    address = f"/api/v1/directory/networks/{town.network.slug}/structures/{town.library.id}/orientations"

    assert town.network.seen.program(Role.ADMINISTRATOR).post(address, json=body).json["themes"] == [HELP]
