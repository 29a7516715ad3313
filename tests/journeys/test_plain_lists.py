"""The list of structures where something is missing: no JavaScript, no tiles for the map."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from werkzeug.serving import make_server

from services.directory.domain.national_columns import COLUMNS
from shared.roles import Role
from shared.web.identity import cookie_name
from tests.factories.national_files import a_file, a_line
from tests.factories.offers import an_offer
from tests.factories.structures import a_preview, a_structure, applied
from tests.journeys.axe import PHONE, faults
from tests.journeys.browser import chromium
from tests.journeys.keyboard import glance, reach, walk

LISTS = ("/annuaire/marne/structures", "/annuaire/marne/public")
"""That of the members, and that of everybody."""
SEARCH = ".find-form button[type=submit]"
CARDS = ".places > li"
CHIPS = "[aria-label='Filtres choisis'] .chip"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "78da63fcffff3f0300050001ff6cb0b5a50000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def network(directory):
    """Sixty places, two hundred metres from one to the next, and one far away that has much to tell."""
    network = directory.network()
    spread = [{"latitude": f"{43.295 + n % 8 / 500:.3f}", "longitude": f"{n // 8 / 500 - 0.37:.3f}"} for n in range(60)]
    lines = [a_line(number, **place) for number, place in enumerate(spread)]
    applied(network, a_preview(network, a_file(lines, columns=[column.name for column in COLUMNS])))
    place = a_structure(
        network, label="Médiathèque", equipment=["wifi"], fees=["Gratuit"], latitude=49.25, longitude=4.03
    )
    an_offer(network, place.id, theme="Café couture")
    return network


@pytest.fixture
def opened(browser, directory, network):
    """``opened(java_script_enabled=False)``: the page of a member at 1280 pixels, which keeps what the console says."""
    server = make_server("127.0.0.1", 0, directory.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    name = cookie_name(directory.service.runtime.settings)
    identity = network.client(Role.MEDIATOR).get_cookie(name).value

    @contextmanager
    def open_page(**options) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=url, **options)
        context.add_cookies([{"name": name, "value": identity, "url": url}])
        yield context.new_page()
        context.close()

    yield open_page
    server.shutdown()


def tiles(context: BrowserContext, answer) -> None:
    """What comes from elsewhere than the product is the tiles."""
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), answer)


@pytest.mark.parametrize("path", LISTS)
def test_without_javascript_places_are_searched_filtered_read_and_paged(opened, path):
    with opened(java_script_enabled=False) as page:
        page.goto(path)
        first = page.locator(CARDS).all_inner_texts()
        page.get_by_role("link", name="Suivants").click()
        page.wait_for_load_state()
        second = page.locator(CARDS).all_inner_texts()
        page.get_by_role("link", name="Précédents").click()
        expect(page.locator(CARDS)).to_have_text([re.compile(re.escape(one.split("\n")[0])) for one in first])
        assert first and second and not set(first) & set(second)

        page.locator("main [name=q]").fill("couture")
        page.locator(".more-filters summary").click()
        page.locator("[name=equipment]").select_option("wifi")
        page.locator("[name=fee]").select_option("Gratuit")
        page.locator(SEARCH).click()
        expect(page.locator(CARDS)).to_have_count(1)
        expect(page.locator(CHIPS)).to_have_count(3)

        page.locator(f"{CARDS} h2 a").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Médiathèque")
        expect(page.get_by_text("Café couture")).to_be_visible()

        page.go_back()
        page.locator(CHIPS).first.click()
        expect(page.locator(CHIPS)).to_have_count(2)
        expect(page.get_by_text("La carte demande JavaScript. La liste est complète sans elle.")).to_have_count(1)


@pytest.mark.parametrize("path", LISTS)
def test_when_no_tile_comes_the_list_takes_the_room_and_a_sentence_says_why(opened, path):
    with opened() as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        tiles(page.context, lambda route: route.abort("connectionrefused"))

        page.goto(path)

        expect(page.get_by_text("Le fond de carte ne répond pas. La liste est complète sans lui.")).to_be_visible()
        expect(page.locator(".map")).to_be_hidden()
        expect(page.locator(CARDS).first).to_be_visible()
        page.locator("main [name=q]").fill("couture")
        page.locator(SEARCH).click()
        expect(page.locator(CARDS)).to_have_count(1)
        assert errors == []


@pytest.mark.parametrize("path", LISTS)
def test_list_and_map_stand_side_by_side_on_a_large_screen(opened, path):
    with opened() as page:
        tiles(page.context, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))

        page.goto(path)

        expect(page.locator(".map-dot").first).to_be_visible()
        assert sum(places_of(mark) for mark in page.locator(".map-dot").all()) == 61
        cards, plan = page.locator(".places").bounding_box(), page.locator(".map").bounding_box()
        assert cards["x"] + cards["width"] <= plan["x"]
        assert cards["y"] < plan["y"] + plan["height"] and plan["y"] < cards["y"] + cards["height"]
        assert plan["x"] + plan["width"] <= 1280
        assert min(cards["width"], plan["width"]) > 300


@pytest.mark.parametrize("path", LISTS)
def test_places_that_are_near_are_one_mark_and_none_is_too_small_for_a_finger(opened, path):
    with opened() as page:
        tiles(page.context, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
        page.emulate_media(reduced_motion="reduce")

        page.goto(path)
        expect(page.locator(".map-group").first).to_be_visible()
        large = walk(page)
        page.set_viewport_size({"width": 390, "height": 900})
        far = faults(page, PHONE) + glance(page)
        page.locator(".map-group").first.click()
        expect(page.locator(".map-dot")).not_to_have_count(2)

        assert large + far + faults(page, PHONE) + glance(page) == []


def test_with_the_keyboard_one_comes_near_and_opens_a_place(opened):
    with opened() as page:
        tiles(page.context, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
        page.emulate_media(reduced_motion="reduce")
        page.goto("/annuaire/marne/public")
        listed = page.locator(".leaflet-popup li a")
        expect(page.locator(".map-group").first).to_be_visible()

        reach(page, ".map-group")
        for _ in range(18):
            page.keyboard.press("Enter")
            if listed.count():
                break
            expect(page.locator(".map-dot:focus")).to_be_visible()
        expect(listed.first).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".map-dot:focus")).to_be_visible()
        page.keyboard.press("Space")
        expect(listed.first).to_be_focused()
        name = listed.first.inner_text()
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_when_tiles_never_answer_the_map_does_not_wait_for_ever(opened):
    with opened() as page:
        tiles(page.context, lambda _: None)
        page.clock.install()
        page.goto(LISTS[1])
        expect(page.locator(".map-dot").first).to_be_visible()

        page.clock.run_for(8_000)

        expect(page.get_by_text("Le fond de carte ne répond pas. La liste est complète sans lui.")).to_be_visible()


def places_of(mark: Locator) -> int:
    return int(mark.inner_text() or 1)


def test_the_map_says_how_many_places_it_leaves_out(opened, network):
    lines = (a_line(number) for number in range(60, 2001))
    applied(network, a_preview(network, a_file(lines)))
    with opened() as page:
        tiles(page.context, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))

        page.goto("/annuaire/marne/public")

        words = page.locator(".map-words")
        expect(words).to_have_text(re.compile(r"^2\s000 lieux montrés sur 2\s002 : précisez la recherche\.$"))
        expect(words).to_be_visible()
