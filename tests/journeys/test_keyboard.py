"""Everything by keyboard, on the pages that are used most."""

import pytest
from playwright.sync_api import expect

from services.standalone.demo import places
from services.standalone.demo.people import ADMINISTRATOR
from tests.journeys.axe import DESKTOP, PHONE, faults
from tests.journeys.browser import Person, chromium
from tests.journeys.keyboard import follow, glance, press, reach, walk

ASKED = (
    "structures?q=centre&fee=Gratuit",
    "public?q=centre&commune=Reims&within=10",
    "public?q=introuvable",
    "orientations?view=all",
)
"""Lists that somebody has asked something of; every page as it comes is walked by tests/walls."""


@pytest.fixture(scope="module")
def claire(demonstration):
    with chromium() as browser:
        demonstration.mailbox.skip()
        person = Person(browser, demonstration)
        person.page.emulate_media(reduced_motion="reduce")
        person.comes_back(f"/annuaire/{demonstration.loaded.slug}/", ADMINISTRATOR.email)
        yield person


@pytest.fixture(scope="module")
def structure(demonstration):
    """One that has referents."""
    return demonstration.program.all("directory", "/structures")[0]


@pytest.mark.parametrize("asked", ASKED)
def test_every_stop_is_reached_seen_and_left(claire, demonstration, asked):
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/{asked}").page

    assert walk(page) == []


def test_the_first_stop_skips_to_the_content(claire, demonstration):
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/structures").page

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_structure_is_found_opened_and_a_person_sent_there(claire, demonstration, structure):
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/").page

    follow(page, "a[href$='/structures']")
    reach(page, "main [name=q]")
    page.keyboard.type(structure["label"])
    reach(page, "[name=commune]")
    page.keyboard.type(structure["commune"])
    follow(page, ".find-form button", "Space")
    follow(page, ".structure-card h2 a")
    follow(page, "a[href$='/orientation']")
    for choice in ("[name=recipient]", "[name=themes]"):
        press(page, choice, "Space")
    reach(page, "[name=person_label]")
    page.keyboard.type("B. D.")
    press(page, "[name=contact_kind]", "ArrowUp")  # the last of the three: the person will come
    press(page, "[name=consent]", "Space")
    follow(page, "main form button[type=submit]")

    claire.sees("Orientée vers").sees("Ce qui s’est passé")


def test_what_opens_closes_with_escape_and_gives_the_focus_back(claire, demonstration, structure):
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/structures/{structure['id']}").page

    for opened in ("details.account", "details.confirm"):
        press(page, f"{opened} > summary")
        reach(page, f"{opened} a, {opened} button")
        page.keyboard.press("Escape")

        expect(page.locator(opened).first).not_to_have_attribute("open", "")
        expect(page.locator(f"{opened} > summary").first).to_be_focused()


def test_the_menu_of_a_phone_is_fit_for_everybody(claire, demonstration):
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/").page
    page.set_viewport_size({"width": PHONE, "height": 900})

    press(page, ".mobile-menu > summary")
    found = [*faults(page, PHONE), *glance(page)]
    page.set_viewport_size({"width": DESKTOP, "height": 900})

    assert found == []


def test_the_tabs_of_an_import_are_reached(claire, demonstration, structure):
    content = places.national_file(demonstration.clock.now().date()).replace(b"Mairie d", b"Mairie annexe d", 1)
    file = {"name": "structures.csv", "content": content, "media_type": "text/csv"}
    preview = demonstration.program.upload("directory", "/imports", **file)
    page = claire.opens(f"/annuaire/{demonstration.loaded.slug}/structures/imports/{preview['id']}").page

    press(page, ".tab-bar a")

    title = page.evaluate("location.hash") + "-title"
    expect(page.locator(title)).to_be_in_viewport()
