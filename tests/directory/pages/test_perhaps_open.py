"""« Ouvert maintenant » : what nobody knows the hours of is said, not hidden."""

import html
from datetime import UTC, datetime

import pytest

from shared.roles import Role
from tests.factories.structures import a_structure

SITE = "/annuaire/marne/public"
LIST = "/annuaire/marne/structures"


@pytest.fixture
def network(directory, clock):
    clock.set(datetime(2026, 3, 3, 19, 30, tzinfo=UTC))  # in the evening
    network = directory.network()
    a_structure(network, label="Mairie", opening_hours="Mo-Fr 09:00-12:00")
    a_structure(network, label="Cyberbase", opening_hours="Sur rendez-vous")
    a_structure(network, label="Tiers-lieu", opening_hours="")
    a_structure(network, label="Poste d’Épernay", opening_hours="", commune="Épernay", is_public=False)
    return network


def read(client, path: str) -> str:
    return html.unescape(client.get(path).text)


def test_a_short_list_of_what_is_open_says_how_many_places_have_no_known_hours_and_leads_to_them(network):
    client = network.client(Role.MEDIATOR)

    page = read(client, f"{LIST}?open=true&commune=Reims")
    there = read(client, f"{LIST}?commune=Reims&hours=unknown")

    assert "2 structures n’ont pas d’horaires connus" in page
    assert f'href="{LIST}?commune=Reims&hours=unknown"' in page
    assert "Horaires inconnus" in there
    assert "Cyberbase" in there
    assert "Tiers-lieu" in there
    assert ">Mairie<" not in there
    assert "Poste d’Épernay" not in there


def test_the_public_page_counts_the_places_that_it_shows(network):
    page = read(network.subject.client(), f"{SITE}?open=true")

    assert "2 structures n’ont pas d’horaires connus" in page
    assert f'href="{SITE}?hours=unknown"' in page


def test_nothing_is_said_when_all_hours_are_known_or_nobody_asks_what_is_open(network):
    client = network.client(Role.MEDIATOR)

    assert "horaires connus" not in read(client, LIST)
    assert "horaires connus" not in read(client, f"{LIST}?open=true&q=mairie")
