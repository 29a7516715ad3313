"""The attendance screen in a real browser: one tap a person, saved without a button."""

import re
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from services.sessions.queries.attendance import get_sheet
from shared.ids import new_id
from shared.roles import Role
from shared.web.identity import cookie_name
from shared.web.tokens import sign_token
from tests.journeys.browser import chromium


@pytest.fixture
def address(sessions):
    server = make_server("127.0.0.1", 0, sessions.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def phone(sessions, network, address, browser):
    """A phone on which a mediator is signed in."""
    mediator, now = network.member(Role.MEDIATOR), sessions.database.clock.now()
    token = sign_token(
        sessions.private_key, account_id=mediator.account_id, session_id=new_id(), name="Camille", now=now
    )
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    context.add_cookies([{"name": cookie_name(sessions.service.runtime.settings), "value": token, "url": address}])
    yield context.new_page()
    context.close()


@pytest.fixture
def meeting(workshops):
    series_id = workshops.series()
    workshops.enrolled(series_id, "Jeanne", "Paul")
    return workshops.dates(series_id)[0]


def marks(network, meeting):
    with network.uow(read_only=True) as uow:
        return {line.person.first_name: line.mark for line in get_sheet(uow, meeting).lines}


def test_taps_go_round_the_marks_and_save_themselves(network, phone, meeting):
    phone.goto(f"/ateliers/marne/seances/{meeting}/presences")
    jeanne, paul = (phone.get_by_role("button", name=re.compile(name)) for name in ("Jeanne", "Paul"))

    jeanne.click()
    paul.click(click_count=3)

    expect(jeanne).to_contain_text("Présent")
    expect(paul).to_contain_text("Excusé")
    expect(phone.get_by_role("status").last).to_have_text(re.compile(r"Enregistré à \d+\sh\s\d\d"))
    assert marks(network, meeting) == {"Jeanne": "present", "Paul": "excused"}


def test_two_people_at_the_same_sheet_do_not_undo_each_other(network, phone, meeting):
    other = phone.context.new_page()
    for page in (phone, other):
        page.goto(f"/ateliers/marne/seances/{meeting}/presences")

    for page, name in ((phone, "Jeanne"), (other, "Paul")):
        page.get_by_role("button", name=re.compile(name)).click()
        expect(page.get_by_role("status").last).to_contain_text("Enregistré à")

    assert marks(network, meeting) == {"Jeanne": "present", "Paul": "present"}


def test_enter_in_the_last_field_adds_the_person_and_marks_nobody_else(network, phone, meeting):
    phone.goto(f"/ateliers/marne/seances/{meeting}/presences")
    phone.get_by_label("Prénom").fill("Nadia")
    phone.get_by_label("Nom", exact=True).fill("Kaci")

    phone.get_by_label("Nom", exact=True).press("Enter")

    expect(phone.get_by_text("Venues sans inscription")).to_be_visible()
    assert marks(network, meeting) == {"Jeanne": None, "Paul": None}


def test_without_a_connection_the_screen_says_so_and_saves_later(network, phone, meeting):
    phone.goto(f"/ateliers/marne/seances/{meeting}/presences")
    phone.context.set_offline(True)
    phone.get_by_role("button", name=re.compile("Jeanne")).click()
    expect(phone.get_by_role("status").last).to_contain_text("Pas de connexion")

    phone.context.set_offline(False)

    expect(phone.get_by_role("status").last).to_contain_text("Enregistré à")
    assert marks(network, meeting)["Jeanne"] == "present"
