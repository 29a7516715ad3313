"""A referent's structures, looked for letter by letter in a browser."""

import pytest
from playwright.sync_api import expect

from tests.factories.networks import open_network
from tests.factories.structures import a_structure
from tests.journeys.browser import chromium, pages_of


@pytest.fixture
def page(platform):
    """Of the invitation to a network of three libraries."""
    network = open_network(platform["directory"])
    for commune in ("Ay", "Bouzy", "Épernay"):
        a_structure(network.seen, label=f"Médiathèque d’{commune}", commune=commune)
    platform.settle()
    with chromium() as browser, pages_of(browser, platform, network) as open_page:
        page = open_page()
        page.goto(f"/annuaire/{network.slug}/membres/inviter")
        page.get_by_text("Pour un référent : choisir ses structures").click()
        yield page


def test_letters_bring_the_structures_that_have_them_and_what_is_ticked_stays(page):
    search = page.get_by_role("searchbox", name="Chercher une structure")
    boxes = page.get_by_role("group", name="Structures dont elle tient la fiche").get_by_role("checkbox")

    page.get_by_label("Médiathèque d’Ay, Ay").check()
    search.fill("epernay")
    expect(boxes).to_have_count(2)
    page.get_by_label("Médiathèque d’Épernay, Épernay").check()
    search.fill("nulle part")

    expect(page.get_by_text("Aucune structure ne correspond.")).to_be_visible()
    expect(boxes).to_have_count(2)
    assert [box.is_checked() for box in boxes.all()] == [True, True]


def test_enter_in_the_search_does_not_send_the_form(page):
    search = page.get_by_role("searchbox", name="Chercher une structure")
    address = page.url

    search.fill("bouzy")
    search.press("Enter")

    expect(page.get_by_role("group", name="Structures dont elle tient la fiche").get_by_role("checkbox")).to_have_count(
        1
    )
    assert page.url == address
