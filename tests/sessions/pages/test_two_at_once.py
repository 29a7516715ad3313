"""Two people who change the same thing do not overwrite each other: the second one sees both values, and decides."""

import re

import pytest

from shared.roles import Role
from tests.reading import both_values, saved_meanwhile, text_of

API = "/api/v1/sessions/networks/marne"
PURCHASE = {
    "label": "Tablettes",
    "funder": "Maison de Champagne",
    "amount": "7\u202f900\u00a0€",
    "purchased_on": "2026-01-12",
}


@pytest.fixture
def network(sessions):
    return sessions.network()


@pytest.fixture
def browser(network):
    return network.client(Role.MEDIATOR, Role.MANAGER)


@pytest.fixture
def series(browser):
    plan = {"title": "Ma tablette", "kind": "atelier", "capacity": "12", "first_on": "2026-02-24", "count": "1"}
    plan |= {"starts_at": "14:00", "ends_at": "16:00"}
    return browser.post("/ateliers/marne/parcours/nouveau", data=plan).location


def test_two_people_who_change_a_series(browser, series):
    typed = {"title": "Ma tablette", "capacity": "12"}

    refused, insisted = both_values(
        browser, f"{series}/modifier", typed, first={"room": "Salle A"}, second={"room": "Salle B"}
    )

    assert refused.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in text_of(refused)
    assert 'value="Salle B"' in refused.text
    assert saved_meanwhile(refused) == ["Salle A"], "only where they differ"
    assert insisted.status_code == 303
    assert "Salle B" in browser.get(f"{series}/modifier").text


def test_two_people_who_correct_a_purchase(browser):
    page = browser.post("/materiel/marne/achats/nouveau", data=PURCHASE).location

    refused, insisted = both_values(
        browser, f"{page}/modifier", PURCHASE, first={"funder": "Département"}, second={"label": "Tablettes et housses"}
    )

    assert (refused.status_code, insisted.status_code) == (409, 303)
    assert 'value="Tablettes et housses"' in refused.text
    assert saved_meanwhile(refused) == ["Tablettes", "Département"]


def test_a_program_says_which_version_it_has_read(network, series):
    program, series_id = network.program(Role.MEDIATOR), re.search(r"[\w-]{36}", series)[0]
    known = program.get(f"{API}/series/{series_id}").json
    change = {"title": "Ma tablette", "capacity": 10, "version": known["version"]}

    changed = program.put(f"{API}/series/{series_id}", json=change).json
    late = program.put(f"{API}/series/{series_id}", json={**change, "capacity": 8})
    last = program.put(f"{API}/series/{series_id}", json={"title": "Ma tablette", "capacity": 8}).json

    assert (changed["version"], last["version"], last["capacity"]) == (known["version"] + 1, known["version"] + 2, 8)
    assert (late.status_code, late.json["type"]) == (409, "urn:maillage:changed_meanwhile")
