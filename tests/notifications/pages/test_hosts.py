"""The structure that hosts a meeting is chosen among many, the least recent host first."""

import re

import pytest
from sqlalchemy import insert

from services.notifications.models import Host
from shared.ids import new_id
from shared.roles import Role
from shared.web.picker import AT_ONCE
from tests.reading import text_of

MANY = 2000
FORM = "/rencontres/marne/nouvelle"
API = "/api/v1/notifications/networks/marne/meetings/hosts"
MEETING = {"title": "Printemps", "day": "2026-03-31", "starts_at": "14:00", "ends_at": "16:30"}


@pytest.fixture
def hosts(network):
    """Identifiers of two thousand structures that can host, by name."""
    common = {"tenant_id": network.id, "version": 1, "commune": "Reims", "address": "1 rue Haute"}
    common |= {"can_host": True, "seats": 30, "is_active": True}
    rows = [{**common, "id": new_id(), "label": f"Salle {n:04}"} for n in range(MANY)]
    with network.uow() as uow:
        uow.session.connection().execute(insert(Host.__table__), rows)
    return [str(row["id"]) for row in rows]


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def choices(answer) -> list[str]:
    return re.findall(r'type="radio"[^>]* name="host_id" value="([\w-]+)"', answer.text)


def test_the_form_stays_light_whatever_the_number_of_structures(animator, hosts):
    page = animator.get(FORM)

    assert choices(page) == hosts[:AT_ONCE]
    assert "Salle 0000, Reims (30 places), n’a pas encore accueilli" in text_of(page)
    assert len(page.data) < 50_000


def test_without_script_a_button_looks_for_a_host_and_keeps_what_was_typed(animator, hosts):
    looked = animator.post(FORM, data={**MEETING, "host_id_words": "1234", "look_for": "host_id"})
    planned = animator.post(FORM, data={**MEETING, "host_id": choices(looked)})

    assert (looked.status_code, choices(looked)) == (422, [hosts[1234]])
    assert 'value="Printemps"' in looked.text
    assert "Salle 1234, 1 rue Haute, Reims" in animator.get(planned.location).text


def test_who_hosted_last_comes_last_and_the_form_of_the_meeting_shows_its_host(animator, hosts):
    planned = animator.post(FORM, data={**MEETING, "host_id": hosts[0]})

    page = animator.get(f"{planned.location}/modifier")
    last = animator.get(f"{API}?q=salle+000").json["items"]

    assert choices(page) == [hosts[0], *hosts[1:21]]
    assert f'value="{hosts[0]}" checked' in page.text
    assert [one["id"] for one in last] == [*hosts[1:10], hosts[1000], hosts[0]]
    assert last[-1]["when_hosted"] == "dernier accueil le 31 mars 2026"
