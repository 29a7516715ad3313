"""The search across everything, in a browser: the four services answer into one page, and one of them may be down."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.equipment import a_person, a_tablet
from tests.factories.networks import OpenedNetwork, open_network
from tests.factories.structures import a_structure
from tests.journeys.axe import faults
from tests.journeys.browser import chromium, pages_of

FOUND = ".found-group"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def marne(platform) -> OpenedNetwork:
    """A structure, a person and two tablets that « épernay » or « T-014 » may mean."""
    network = open_network(platform["directory"])
    a_structure(network.seen, label="Médiathèque d’Épernay")
    platform.settle()
    with platform["sessions"].database.unit_of_work(network.id) as uow:
        a_person(uow, "Noé", "Épernay")
        a_tablet(uow, "T-013", model="Épernay")
        a_tablet(uow, "T-014", model="Épernay")
    return network


@pytest.fixture
def opened(browser: Browser, platform, marne):
    """``opened(java_script_enabled=False)``: a page of the administrator."""
    with pages_of(browser, platform, marne) as open_page:
        yield open_page


def look_for(page: Page, marne: OpenedNetwork, text: str) -> None:
    """From the field on top of any page."""
    page.goto(f"/annuaire/{marne.slug}/membres")
    field = page.locator("header").get_by_role("searchbox", name="Chercher dans tout le réseau")
    field.fill(text)
    field.press("Enter")


def test_one_search_brings_together_what_each_service_finds(opened, marne):
    page = opened()

    look_for(page, marne, "epernay")

    expect(page.get_by_role("status")).to_have_text("4 résultats.")
    expect(page.locator(f"{FOUND} h2")).to_have_text(["Structures 1", "Personnes accompagnées 1", "Matériel 2"])
    expect(page.locator("[data-waiting]")).to_have_count(5)
    expect(page.locator("[data-waiting]").filter(visible=True)).to_have_count(0)
    assert faults(page) == []


def test_a_service_that_is_down_spoils_nothing_else_and_that_is_said(opened, marne):
    page = opened()
    page.context.route(re.compile("/ateliers/"), lambda route: route.fulfill(status=503, body="…"))
    page.context.route(re.compile("/rapports/"), lambda route: route.abort("connectionrefused"))

    look_for(page, marne, "epernay")

    expect(page.get_by_role("status")).to_have_text("3 résultats. Une partie de la recherche ne répond pas.")
    expect(page.locator(f"{FOUND} h2")).to_have_text(["Structures 1", "Matériel 2"])
    sentence = "La recherche dans les ateliers et les personnes accompagnées ne répond pas pour l’instant."
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_text("ne répond pas pour l’instant").filter(visible=True)).to_have_count(2)


def test_a_number_that_is_scanned_brings_its_thing_to_the_top(opened, marne):
    page = opened()
    page.goto(f"/annuaire/{marne.slug}/recherche")

    page.keyboard.type("t-014")
    page.keyboard.press("Enter")

    first = page.locator(f"{FOUND} li").first
    expect(first).to_contain_text("Tablette T-014")
    expect(first).to_contain_text("Ce numéro exactement")


def test_nothing_found_anywhere_is_said_once_everybody_has_answered(opened, marne):
    page = opened()

    look_for(page, marne, "zzzzzz")

    expect(page.get_by_role("status")).to_have_text("Aucun résultat.")
    expect(page.get_by_text("Rien ne correspond à « zzzzzz »")).to_be_visible()


def test_without_script_a_link_leads_to_the_answer_of_each_service(opened, marne):
    page = opened(java_script_enabled=False)

    look_for(page, marne, "epernay")
    expect(page.locator(f"{FOUND} h2")).to_have_text(["Structures 1"])
    page.get_by_role("link", name="Chercher « epernay » dans les ateliers et les personnes accompagnées").click()

    expect(page.locator(f"{FOUND} h2")).to_have_text(["Personnes accompagnées 1"])


def test_on_a_phone_the_word_chercher_leads_to_the_field_ready_to_be_written_in(opened, marne):
    page = opened()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/annuaire/{marne.slug}/structures")

    page.locator("header").get_by_role("link", name="Chercher").click()

    expect(page.get_by_role("searchbox")).to_be_focused()
    assert faults(page, 390) == []
