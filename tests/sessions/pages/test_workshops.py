"""Pages as a mediator's browser sees them, without any script."""

import re

import pytest

from shared.roles import Role

HOME = "/ateliers/marne/"
PLAN = {
    "title": "Ma tablette",
    "kind": "atelier",
    "capacity": "2",
    "first_on": "2026-02-24",
    "starts_at": "14:00",
    "ends_at": "16:00",
    "count": "3",
    "skip_holidays": "true",
}


@pytest.fixture
def browser(network):
    return network.client(Role.MEDIATOR)


@pytest.fixture
def series(browser):
    """Address of a series of three dates and two places."""
    return browser.post(f"{HOME}parcours/nouveau", data=PLAN).location


def enrol(browser, series, first_name="Jeanne", last_name="Labat", **more):
    return browser.post(f"{series}/inscrire", data={"first_name": first_name, "last_name": last_name, **more})


def sheet_of(browser, series):
    """Address of the attendance of the first date, and the people on it."""
    address = re.search(r'href="([^"]+/presences)"', browser.get(series).text).group(1)
    return address, re.findall(r'name="mark-([\w-]+)" value="present"', browser.get(address).text)


def test_an_empty_network_says_how_to_begin(browser):
    page = browser.get(HOME)

    assert "Aucun parcours pour le moment" in page.text
    assert "Planifier le premier parcours" in page.text


def test_the_home_says_what_to_do_today(browser, series):
    page = browser.get(HOME)

    assert page.text.count("Noter les présences") == 2
    assert "mardi 10 mars" in page.text


def test_a_wrong_plan_is_shown_again_with_what_was_typed(browser):
    page = browser.post(f"{HOME}parcours/nouveau", data={**PLAN, "ends_at": "13:00", "title": "Mon beau titre"})

    assert page.status_code == 422
    assert "La fin doit venir après le début." in page.text
    assert 'value="Mon beau titre"' in page.text


def test_a_new_person_is_registered_and_enrolled_in_one_go(browser, series):
    answer = enrol(browser, series, phone="06 12 34 56 78")

    page = browser.get(answer.location)
    assert "Jeanne Labat a sa place" in page.text and "Il reste une place." in page.text
    assert "06\u00a012\u00a034\u00a056\u00a078" in browser.get(series).text


def test_a_known_person_is_found_and_enrolled(browser, series, workshops):
    person_id = workshops.person("Zoé", "D’Alès")

    found = browser.get(f"{series}/inscrire?q=ales+zoe")
    enrolled = browser.post(f"{series}/inscriptions", data={"person_id": str(person_id)})

    assert str(person_id) in found.text
    assert enrolled.status_code == 303


def test_a_full_series_refuses_and_says_it_is_about_the_place(browser, series):
    enrol(browser, series, "Un")
    enrol(browser, series, "Deux")

    refused = enrol(browser, series, "Trois")

    assert refused.status_code == 409
    assert "n’a pas été inscrite" in refused.text and "les séances ont bien lieu" in refused.text


def test_a_refused_enrolment_leaves_no_person_behind(browser, series):
    for name in ("Un", "Deux", "Trois"):
        enrol(browser, series, name)

    page = browser.get(f"{HOME}personnes")

    assert "Deux" in page.text and "Trois" not in page.text


def test_attendance_is_a_form_with_radio_buttons(browser, series):
    enrol(browser, series)
    address, (person,) = sheet_of(browser, series)

    saved = browser.post(address, data={f"mark-{person}": "late"})

    page = browser.get(saved.location)
    assert saved.status_code == 303
    assert re.search(rf'name="mark-{person}" value="late" checked', page.text)
    assert "100\u00a0%" in page.text


def test_only_the_marks_sent_are_changed(browser, series):
    enrol(browser, series, "Jeanne")
    enrol(browser, series, "Paul")
    address, (one, two) = sheet_of(browser, series)
    browser.post(address, data={f"mark-{one}": "absent", f"mark-{two}": "absent"})

    browser.post(address, data={f"mark-{two}": "present"})

    page = browser.get(address).text
    assert re.search(rf'name="mark-{one}" value="absent" checked', page)
    assert re.search(rf'name="mark-{two}" value="present" checked', page)


def test_someone_without_enrolment_is_added_at_the_bottom(browser, series):
    enrol(browser, series)
    address, (person,) = sheet_of(browser, series)

    browser.post(address, data={f"mark-{person}": "present", "first_name": "Nadia", "last_name": "Kaci"})

    page = browser.get(address).text
    assert "Nadia Kaci" in page and "Venues sans inscription" in page
    assert re.search(rf'name="mark-{person}" value="present" checked', page)


@pytest.mark.parametrize(("names", "told"), [({}, 2), ({"last_name": "Kaci"}, 1)])
def test_adding_somebody_without_a_name_says_which_field_is_missing_and_keeps_the_rest(browser, series, names, told):
    enrol(browser, series)
    address, (person,) = sheet_of(browser, series)

    refused = browser.post(address, data={f"mark-{person}": "late", "add": "true", **names})

    assert refused.status_code == 422
    assert refused.text.count('<p class="field-error"') == told
    assert '<a href="#refused-first_name">Prénom\u00a0: Ce champ est à remplir.</a>' in refused.text
    assert re.search(rf'name="mark-{person}" value="late" checked', refused.text)
    assert f'name="last_name" value="{names.get("last_name", "")}"' in refused.text


def test_a_known_name_is_asked_about_before_a_second_record_is_made(browser, series, workshops):
    known = workshops.person("Nadia", "Kaci")
    address, _ = sheet_of(browser, series)

    asked = browser.post(address, data={"first_name": "nadia", "last_name": "KACI"})
    page = browser.get(asked.location).text
    browser.post(address, data={"person_id": str(known)})

    assert "Est-ce elle" in page and str(known) in page
    assert len(re.findall(r"/personnes/[\w-]{36}\"", browser.get(f"{HOME}personnes").text)) == 1
    assert "Retirer" in browser.get(address).text


def test_a_wrong_score_is_shown_beside_its_field(browser, series):
    enrol(browser, series)
    _, (person,) = sheet_of(browser, series)

    refused = browser.post(f"{series}/evaluations", data={f"before-{person}": "8,74", f"after-{person}": "21"})
    saved = browser.post(f"{series}/evaluations", data={f"before-{person}": "8,74", f"after-{person}": "17,25"})

    assert refused.status_code == 422 and "Une note va de 0 à 20." in refused.text
    assert 'value="8,74"' in refused.text
    assert "8,74 → 17,25" in browser.get(series).text and saved.status_code == 303


def test_a_date_is_cancelled_after_a_question_that_tells_place_from_meeting(browser, series):
    enrol(browser, series)
    address = re.search(r'href="([^"]+/seances/[^"]+/annuler)"', browser.get(series).text).group(1)

    question = browser.get(address).text
    answer = browser.post(address, data={"because": "Grève"})

    assert "garde sa place" in question
    page = browser.get(answer.location).text
    assert "Annulée" in page and "Grève" in page and "gardent leur place" in page


def test_a_place_is_given_back_after_a_question(browser, series):
    enrol(browser, series)
    address = re.search(r'href="([^"]+/inscriptions/[^"]+/annuler)"', browser.get(series).text).group(1)

    question = browser.get(address).text
    answer = browser.post(address)

    assert "Libérer la place de Jeanne Labat" in question
    assert "Les séances ne changent pas" in browser.get(answer.location).text


def test_a_person_is_corrected(browser, workshops):
    address = f"{HOME}personnes/{workshops.person()}"

    refused = browser.post(f"{address}/modifier", data={"first_name": "Jeanne", "last_name": "Labat", "phone": "12"})
    saved = browser.post(f"{address}/modifier", data={"first_name": "Jeanne", "last_name": "Labatut"})

    assert refused.status_code == 422 and "Ce numéro ne se lit pas" in refused.text
    assert "Jeanne Labatut" in browser.get(saved.location).text


def test_pages_of_another_network_do_not_exist(sessions, series, workshops):
    sessions.network("oise")
    stranger = sessions.network("aisne").client(Role.ADMINISTRATOR)
    person = workshops.person()

    addresses = [series, series.replace("marne", "aisne"), f"/ateliers/aisne/personnes/{person}", HOME]

    assert [stranger.get(address).status_code for address in addresses] == [404] * 4


def test_an_animator_sees_figures_but_no_name(network, browser, series):
    enrol(browser, series)

    page = network.client(Role.ANIMATOR).get(series)

    assert page.status_code == 200
    assert "places prises" in page.text and "Labat" not in page.text and "Déplacer" not in page.text


def test_an_equipment_manager_reads_the_attendance_only(network, browser, series):
    enrol(browser, series)
    address, (person,) = sheet_of(browser, series)
    manager = network.client(Role.MANAGER)

    page = manager.get(address)

    assert "Jeanne Labat" in page.text and "radio" not in page.text
    assert manager.post(address, data={f"mark-{person}": "present"}).status_code == 403
