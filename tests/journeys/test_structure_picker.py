"""Structures looked for letter by letter in a browser: a referent's, and the one that keeps a thing."""

import pytest
from playwright.sync_api import expect

from shared.web.picker import AT_ONCE, FEW
from tests.factories.networks import open_network
from tests.factories.structures import a_structure
from tests.journeys.axe import faults
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

    expect(page.get_by_text("Aucun résultat.")).to_be_visible()
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


@pytest.fixture
def tablet(platform):
    """The form of a new tablet, in a network of more structures than a plain list holds."""
    network = open_network(platform["directory"])
    for number in range(FEW):
        a_structure(network.seen, label=f"Accueil {number:02}", commune="Reims")
    a_structure(network.seen, label="Médiathèque", commune="Épernay")
    platform.settle()
    with chromium() as browser, pages_of(browser, platform, network) as open_page:
        page = open_page()
        page.goto(f"/materiel/{network.slug}/materiels/nouveau")
        page.get_by_label("Marque et modèle").fill("Galaxy Tab A9")
        yield page


def test_one_structure_is_looked_for_and_chosen_by_the_keyboard_alone(tablet):
    search = tablet.get_by_role("searchbox", name="Chercher une structure ou une commune")
    radios = tablet.get_by_role("group", name="Structure qui le garde").get_by_role("radio")

    expect(radios).to_have_count(AT_ONCE + 1)
    search.focus()
    tablet.keyboard.type("epernay")
    expect(radios).to_have_count(2)
    expect(radios.first).to_be_checked()
    tablet.keyboard.press("Tab")
    tablet.keyboard.press("ArrowDown")
    expect(tablet.get_by_label("Médiathèque, Épernay")).to_be_checked()
    search.fill("")
    expect(radios).to_have_count(AT_ONCE + 2)
    tablet.get_by_role("button", name="Enregistrer").press("Enter")

    expect(tablet.get_by_role("link", name="Médiathèque, Épernay")).to_be_visible()


def test_the_choice_is_fit_for_everybody(tablet):
    tablet.get_by_role("searchbox", name="Chercher une structure ou une commune").fill("epernay")
    expect(tablet.get_by_label("Médiathèque, Épernay")).to_be_visible()

    assert faults(tablet) == []
