"""Opening a network and managing it, as a browser does it."""

import html
import re

import pytest
from sqlalchemy import text

from services.reporting.domain.rules import Rules
from services.reporting.queries.rules import rules_of
from services.sessions.queries.credit import low_stock_of
from tests.factories.networks import SETTINGS, open_network, secret_of_last_message
from tests.reading import saved_meanwhile

FORM = {
    "label": "Réseau de la Marne",
    "department": "51",
    "structure_label": "CCAS de Reims",
    "display_name": "Nadia Benali",
    "email": "nadia@ville.fr",
}


@pytest.fixture
def marne(directory):
    return open_network(directory)


def test_from_the_first_page_to_the_guided_start(directory):
    browser = directory.client()
    assert "/compte/nouveau-reseau" in browser.get("/").text

    sent = browser.post("/compte/nouveau-reseau", data=FORM)
    assert "nadia@ville.fr" in browser.get(sent.location).text
    link = f"/compte/ouverture/{secret_of_last_message(directory, 'nadia@ville.fr')}"
    page = browser.get(link)
    opened = browser.post(link)

    assert "CCAS de Reims" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert opened.location == "/annuaire/reseau-de-la-marne/"
    start = browser.get(opened.location).text
    assert "Bien démarrer" in start
    assert "Importer l’annuaire" in start


def test_the_pilot_structure_is_in_the_directory(directory, marne):
    (_, structure) = marne.seen.published("directory.structure_saved.v1")[0]

    assert structure["label"] == "CCAS"


def test_an_incomplete_form_is_shown_again_with_what_was_typed(directory):
    answer = directory.client().post("/compte/nouveau-reseau", data={**FORM, "department": "20", "email": ""})

    assert answer.status_code == 422
    assert 'value="Réseau de la Marne"' in answer.text
    assert answer.text.count("field-error") == 2
    assert directory.outgoing() == []


def test_a_confirmation_used_twice_says_so(directory, marne):
    link = f"/compte/ouverture/{secret_of_last_message(directory, 'nadia@ville.fr')}"
    browser = directory.client()

    for answer in (browser.get(link), browser.post(link)):
        assert answer.status_code == 404
        assert "Ce lien ne marche plus" in answer.text


def test_a_used_confirmation_leads_who_is_signed_in_to_their_networks(directory, marne):
    link = f"/compte/ouverture/{secret_of_last_message(directory, 'nadia@ville.fr')}"

    page, stranger = (html.unescape(one.get(link).text) for one in (marne.client(), directory.client()))

    main = page[page.index("<main") :]
    assert ">Mes réseaux</a>" in main
    assert ">Se connecter</a>" not in main and ">Ouvrir un réseau</a>" not in main
    assert ">Se connecter</a>" in stranger and ">Mes réseaux</a>" not in stranger


def test_a_workshop_planned_elsewhere_is_shown_here(platform, clock):
    from shared.events.sessions import WorkshopPlanned
    from shared.ids import new_id

    marne = open_network(platform["directory"])
    platform.settle()
    with platform["sessions"].database.unit_of_work(marne.id) as uow:
        event = {"workshop_date_id": new_id(), "series_id": new_id(), "structure_id": None, "capacity": 8}
        at = {"starts_at": uow.now.replace(day=20), "ends_at": uow.now.replace(day=20, hour=15)}
        for version, title in ((2, "Premiers clics"), (1, "Ancien titre")):
            uow.publish(WorkshopPlanned(version=version, title=title, kind="atelier", status="planned", **event, **at))

    platform.settle()

    page = marne.client().get(f"/annuaire/{marne.slug}/").text
    assert "Premiers clics" in page
    assert "Ancien titre" not in page
    assert "vendredi 20 mars" in page


@pytest.mark.parametrize(
    ("role", "path"),
    [("mediator", "/ateliers/"), ("manager", "/materiel/"), ("animator", "/rencontres/"), ("funder", "/rapports/")],
)
def test_each_role_is_led_to_its_own_work(marne, role, path):
    member = marne.join("paul@asso.org", role)

    page = marne.client(member).get(f"/annuaire/{marne.slug}/").text

    assert re.search(rf'todo-line.*?href="{path}{marne.slug}/"', page, re.S)
    assert "Bien démarrer" not in page


def test_settings_change_the_look_of_every_page(marne):
    form = {**SETTINGS, "colour": "#7A1F5C"}

    answer = marne.client().post(f"/annuaire/{marne.slug}/reglages", data=form, follow_redirects=True)

    assert "Marne numérique" in answer.text
    assert "/_style/7a1f5c.css" in answer.text


def test_the_rules_of_the_network_travel_to_the_services_that_keep_them(platform):
    marne = open_network(platform["directory"])
    form = {**SETTINGS, "reply_to": "Contact@marne.fr", "time_zone": "Indian/Reunion"}
    form |= {"grace_days": "10", "review_days": "3", "small_number": "8", "low_stock": "0"}

    page = marne.client().post(f"/annuaire/{marne.slug}/reglages", data=form, follow_redirects=True).text
    platform.settle()

    assert 'value="contact@marne.fr"' in page
    assert marne.seen.published("directory.network_saved.v1")[-1][1]["reply_to"] == "contact@marne.fr"
    with platform["reporting"].database.unit_of_work(marne.id) as uow:
        assert (uow.network.time_zone, rules_of(uow)) == ("Indian/Reunion", Rules(10, 3, 8))
    with platform["sessions"].database.unit_of_work(marne.id) as uow:
        assert low_stock_of(uow) == 0
    with platform["notifications"].database.unit_of_work(marne.id) as uow:
        assert uow.session.execute(text("SELECT name, reply_to FROM sender")).one() == ("La Marne", "contact@marne.fr")


BOUNDS = {"watch_months": (1, 58), "check_months": (2, 59), "refresh_months": (3, 60), "answer_days": (7, 90)}
BOUNDS |= {"grace_days": (0, 30), "review_days": (1, 30), "small_number": (3, 20), "retention_months": (1, 24)}
BOUNDS |= {"low_stock": (0, 500)}


def test_the_second_of_two_administrators_is_told_that_the_settings_changed_and_keeps_her_answers(marne):
    browser, page = marne.client(), f"/annuaire/{marne.slug}/reglages"
    seen = re.search(r'name="version" value="(\d+)"', browser.get(page).text)[1]
    browser.post(page, data={**SETTINGS, "label": "Marne solidaire", "version": seen})

    second = browser.post(page, data={**SETTINGS, "answer_days": "45", "version": seen})

    assert second.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in second.text
    assert re.search(r'name="answer_days"[^>]*value="45"', second.text)
    assert "Marne solidaire" in browser.get(page).text
    assert "Marne solidaire" in saved_meanwhile(second), "what the other has saved, beside what was typed"
    newer = re.search(r'name="version" value="(\d+)"', second.text)[1]
    assert browser.post(page, data={**SETTINGS, "answer_days": "45", "version": newer}).status_code == 303


def test_a_number_out_of_its_bounds_or_left_empty_is_refused_by_its_name(marne):
    browser, address = marne.client(), f"/annuaire/{marne.slug}/reglages"
    for name, (least, most) in BOUNDS.items():
        for wrong in (least - 1, most + 1, "", "douze"):
            answer = browser.post(address, data={**SETTINGS, name: wrong})

            said = html.unescape(answer.text).replace("\u202f", " ").replace("\u00a0", " ")
            assert answer.status_code == 422, (name, wrong)
            assert said.count(f" : écrivez un nombre entier de {least} à {most}.") == 2, (name, wrong)

    for months in (("1", "2", "3"), ("58", "59", "60")):
        edges = dict(zip(BOUNDS, months, strict=False))
        assert browser.post(address, data={**SETTINGS, **edges}).status_code == 303


@pytest.mark.parametrize("wrong", [{"reply_to": "contact"}, {"time_zone": "Mars/Phobos"}, {"check_months": "6"}])
def test_a_choice_that_cannot_be_is_refused_beside_the_field_and_nothing_is_kept(marne, wrong):
    answer = marne.client().post(f"/annuaire/{marne.slug}/reglages", data={**SETTINGS, **wrong})

    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert all(f'value="{typed}"' in answer.text or name == "time_zone" for name, typed in wrong.items())
    assert len(marne.seen.published("directory.network_saved.v1")) == 1


def test_the_day_of_the_next_report_follows_the_delays(marne):
    browser, address = marne.client(), f"/annuaire/{marne.slug}/reglages"

    page = browser.post(address, data={**SETTINGS, "grace_days": "0", "review_days": "2"}, follow_redirects=True)

    said = html.unescape(page.text).replace("\u00a0", " ")
    assert "du 1ᵉʳ trimestre 2026 sera préparé le 1er avril 2026 et publié le 3 avril 2026 au plus tard" in said


@pytest.mark.parametrize("colour", ["#ffd400", "red", "#12345", ""])
def test_an_illegible_colour_is_refused_beside_the_field(marne, colour):
    answer = marne.client().post(f"/annuaire/{marne.slug}/reglages", data={**SETTINGS, "colour": colour})

    assert answer.status_code == 422
    assert 'value="Marne numérique"' in answer.text
    assert "field-error" in answer.text


def test_only_administrators_manage_the_network(marne):
    browser = marne.client(marne.join("paul@asso.org", "mediator", "animator"))

    assert browser.get(f"/annuaire/{marne.slug}/reglages").status_code == 403
    assert browser.get(f"/annuaire/{marne.slug}/cles-api").status_code == 403
    assert browser.get(f"/annuaire/{marne.slug}/membres/inviter").status_code == 403
    assert browser.get(f"/annuaire/{marne.slug}/membres").status_code == 200
