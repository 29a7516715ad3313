from dataclasses import replace

import pytest

from shared.roles import Role
from tests.factories.structures import a_structure
from tests.factories.workshops import a_seat, a_workshop, hear
from tests.reading import text_of

FORM = {"theme": "Café numérique", "audience": "Seniors", "schedule": "Le mardi matin", "places": "8"}


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def structure(network):
    return a_structure(network)


@pytest.fixture
def page(structure):
    return f"/annuaire/marne/structures/{structure.id}"


def test_an_offer_says_what_for_whom_when_and_how_many_places(network, page):
    animator = network.client(Role.ANIMATOR)

    refused = animator.post(f"{page}/offres/nouvelle", data={**FORM, "theme": "", "places": "0"})
    animator.post(f"{page}/offres/nouvelle", data=FORM)

    assert refused.status_code == 422
    shown = text_of(network.client(Role.MEDIATOR).get(page))
    assert "Café numérique" in shown
    assert "Seniors · Le mardi matin" in shown
    assert "8 places" in shown


def test_a_referent_keeps_the_offers_of_their_own_structure_only(network, structure, page):
    other = a_structure(network, label="Mairie", external_id="other")
    member = network.member(Role.REFERENT, structure_ids=[structure.id])
    referent = network.subject.client(member.account_id)

    assert referent.post(f"{page}/offres/nouvelle", data=FORM).status_code == 303
    assert referent.post(f"/annuaire/marne/structures/{other.id}/offres/nouvelle", data=FORM).status_code == 403


def test_a_program_changes_and_removes_an_offer(network, structure):
    program, base = network.program(Role.ANIMATOR), "/api/v1/directory/networks/marne"
    offer = program.post(f"{base}/structures/{structure.id}/offers", json={"theme": "Démarches"}).json

    changed = program.patch(f"{base}/offers/{offer['id']}", json={"places": 3}).json
    program.post(f"{base}/offers/{offer['id']}/removal")

    assert (changed["theme"], changed["places"]) == ("Démarches", 3)
    assert program.get(f"{base}/structures/{structure.id}/offers").json == {"items": []}


def test_the_next_workshops_show_their_free_places_whatever_the_order_of_the_news(network, structure, page):
    planned = a_workshop(network, structure.id, taken=2)
    seat = a_seat(network, planned.series_id)
    given_back = replace(seat, version=2, cancelled_on=seat.enrolled_on)

    hear(network, given_back, seat)

    shown = text_of(network.client(Role.MEDIATOR).get(page))
    assert "Premiers pas" in shown
    assert "3 places libres" in shown
