"""Two people who change the same thing do not overwrite each other: the second one sees both values, and decides."""

import re

import pytest

from shared.roles import Role
from tests.factories.structures import a_structure
from tests.reading import both_values, saved_meanwhile, text_of

API = "/api/v1/directory/networks/marne"
OFFER = {"theme": "Café numérique", "audience": "Seniors", "schedule": "Le mardi matin"}
LINK = {
    "title": "Un mot de passe solide",
    "summary": "Une fiche à imprimer.",
    "url": "https://ressources.example/fiche",
}
LINK |= {"theme": "Maîtrise des outils numériques du quotidien", "licence": "CC-BY-SA-4.0"}
TEXT = "# Charte\n\nNous accueillons chacun, sans jugement."


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def browser(network):
    return network.client(Role.ADMINISTRATOR)


def test_two_people_who_change_an_offer(network, browser):
    structure = f"/annuaire/marne/structures/{a_structure(network).id}"
    browser.post(f"{structure}/offres/nouvelle", data=OFFER)
    form = re.search(r'"(/annuaire/marne/structures/offres/[\w-]+)"', browser.get(structure).text)[1]

    refused, insisted = both_values(browser, form, OFFER, first={"audience": "Jeunes"}, second={"audience": "Parents"})

    assert (refused.status_code, insisted.status_code) == (409, 303)
    assert 'value="Parents"' in refused.text
    assert saved_meanwhile(refused) == ["Jeunes"]
    assert "Parents" in text_of(browser.get(structure))


def test_two_people_who_rewrite_the_charter(browser):
    page, form = "/annuaire/marne/charte/versions", "/annuaire/marne/charte/modifier"
    opened = browser.get(form)
    first = browser.post(page, data={"body": TEXT, "version": "0"})
    refused = browser.post(page, data={"body": f"{TEXT} Et ensemble.", "version": "0"})
    insisted = browser.post(page, data={"body": f"{TEXT} Et ensemble.", "version": "1"})

    assert 'name="version" value="0"' in opened.text
    assert (first.status_code, refused.status_code, insisted.status_code) == (303, 409, 303)
    assert "Et ensemble.</textarea>" in refused.text
    assert 'name="version" value="1"' in refused.text
    assert saved_meanwhile(refused) == [TEXT]


def test_two_people_who_change_a_shared_resource(browser, clock):
    page = browser.post("/annuaire/marne/partage/nouveau/ressource", data=LINK).location
    opened = re.search(r'name="changed_at" value="([^"]+)"', browser.get(f"{page}/modifier").text)[1]
    clock.advance(minutes=1)
    browser.post(f"{page}/modifier", data={**LINK, "title": "Un titre", "changed_at": opened})

    refused = browser.post(f"{page}/modifier", data={**LINK, "title": "Un autre titre", "changed_at": opened})

    assert refused.status_code == 409
    assert 'value="Un autre titre"' in refused.text
    assert saved_meanwhile(refused) == ["Un titre"]


def test_a_program_says_which_version_it_has_read(network):
    program, structure = network.program(Role.ADMINISTRATOR), a_structure(network)
    offer = program.post(f"{API}/structures/{structure.id}/offers", json=OFFER).json
    charter = program.post(f"{API}/charter/versions", json={"body": TEXT, "version": 0})

    changed = program.patch(f"{API}/offers/{offer['id']}", json={"places": 3, "version": offer["version"]}).json
    late = program.patch(f"{API}/offers/{offer['id']}", json={"places": 4, "version": offer["version"]})
    other = program.post(f"{API}/charter/versions", json={"body": TEXT + " Ensemble.", "version": 0})

    assert (changed["version"], charter.status_code) == (2, 201)
    assert {one.json["type"] for one in (late, other)} == {"urn:maillage:changed_meanwhile"}
