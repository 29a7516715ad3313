"""« Est-ce toujours juste ? », from the mail, on a telephone, by somebody who has no account."""

import threading
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import FloatRect
from werkzeug.serving import make_server

from services.directory.models.structure import Structure
from services.directory.ticks import ask_about_old_records
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.journeys.browser import chromium

COUNT = "window.taps = Number(sessionStorage.taps || 0); addEventListener('click', event => event.isTrusted"
COUNT += " && (sessionStorage.taps = ++window.taps), true)"


def test_a_referent_of_three_structures_answers_for_all_in_two_taps(directory, clock):
    network = directory.network()
    old = clock.now().date() - timedelta(days=200)
    structures = [a_structure(network, label=label, updated_on=old) for label in ("Ay", "Bouzy", "Cramant")]
    for structure in structures:
        a_referent(network, structure.id)
    ask_about_old_records()
    (letter,) = (data for _, data in network.published("directory.message_requested.v1"))

    box, wide, taps = pressed(directory, letter, "Oui, les 3 fiches sont toujours justes", "Plus rien n’attend")

    assert box["y"] + box["height"] < 800, "seen without scrolling"
    assert (wide, 1 + taps) == (390, 2)
    with network.uow() as uow:
        assert {uow.get(Structure, one.id).updated_on for one in structures} == {clock.now().date()}


def test_a_referent_answers_in_two_taps_the_one_in_the_mail_included(directory, clock):
    network = directory.network()
    structure = a_structure(network, updated_on=clock.now().date() - timedelta(days=200))
    a_referent(network, structure.id)
    ask_about_old_records()
    letter = network.published("directory.message_requested.v1")[-1][1]

    box, wide, taps = pressed(directory, letter, "Oui, c’est toujours juste", "est notée à jour")

    assert box["y"] + box["height"] < 800, "seen without scrolling"
    assert wide == 390
    assert 1 + taps == 2
    with network.uow() as uow:
        assert uow.get(Structure, structure.id).updated_on == clock.now().date()


def pressed(directory, letter, label: str, said: str) -> tuple[FloatRect, int, int]:
    """The button of the letter's page, pressed: where it stood, how wide the page is, how many taps it took."""
    server = make_server("127.0.0.1", 0, directory.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.add_init_script(COUNT)
        page.goto(f"http://127.0.0.1:{server.server_port}{urlsplit(letter['context']['link']).path}")
        button = page.get_by_role("button", name=label)
        box = button.bounding_box()
        wide = page.evaluate("document.documentElement.scrollWidth")
        button.click()
        page.get_by_text(said).wait_for()
        taps = page.evaluate("Number(sessionStorage.taps)")
    server.shutdown()
    assert box is not None
    return box, wide, taps
