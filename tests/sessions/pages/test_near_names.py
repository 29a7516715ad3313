"""A name written otherwise than it is known: who was meant is proposed, and a new record loses nothing."""

import html
import re

import pytest

from shared.roles import Role
from tests.factories.equipment import a_person, a_tablet

ROOT = "/materiel/marne"


@pytest.fixture
def network(sessions):
    network = sessions.network()
    with network.uow() as uow:
        a_person(uow)
        a_person(uow, "Zoé", "D’Alès", phone="+33612345678")
    return network


@pytest.fixture
def loan(network):
    """Address of the form that lends a tablet whose tag was scanned."""
    with network.uow() as uow:
        return f"{ROOT}/materiels/{a_tablet(uow).id}/pret"


@pytest.fixture
def browser(network):
    return network.client(Role.MANAGER)


def read(answer) -> str:
    return html.unescape(answer.text).replace("\u00a0", " ")


@pytest.mark.parametrize("typed", ["Jane Labat", "Labatt", "labat jeane", "Laba Jeanne"])
def test_a_misspelt_name_proposes_the_person_who_was_meant(browser, loan, typed):
    page = read(browser.get(loan, query_string={"q": typed}))

    assert re.search(r"Choisir<[^>]*> Jeanne Labat", page)
    assert "Zoé" not in page


@pytest.mark.parametrize("typed", ["Mohamed Benali", "zz", "06 99 99 99 99"])
def test_what_resembles_nobody_proposes_nobody(browser, loan, typed):
    page = read(browser.get(loan, query_string={"q": typed}))

    assert f"Personne ne correspond à « {typed} »." in page
    assert "Choisir" not in page


def test_the_new_person_begins_with_what_was_typed_and_the_loan_goes_on_with_the_same_item(browser, loan):
    page = read(browser.get(loan, query_string={"q": "Mohamed Benali"}))
    address = re.search(r'href="([^"]+)">Créer la fiche de Mohamed Benali<', page)[1]

    form = read(browser.get(address))
    answers = {"first_name": "Mohamed", "last_name": "Benali", "suite": loan}
    created = browser.post(f"{ROOT}/personnes/nouvelle", data=answers)

    assert 'value="Mohamed"' in form
    assert 'value="Benali"' in form
    assert created.location.startswith(f"{loan}?person_id=")
    assert "Prêter T-001" in read(browser.get(created.location))


def test_a_number_that_nobody_has_begins_the_new_record(browser, loan):
    page = read(browser.get(loan, query_string={"q": "06 99 99 99 99"}))

    address = re.search(r'href="([^"]+)">Créer sa fiche<', page)[1]

    assert 'value="06 99 99 99 99"' in read(browser.get(address))


def test_the_field_that_finds_everything_proposes_near_names_too(browser, network):
    assert "Jeanne Labat" in read(browser.get(f"{ROOT}/chercher?q=Jane+Labat"))


def test_enrolling_proposes_them_too(network, workshops):
    series = workshops.series()

    page = read(network.client(Role.MEDIATOR).get(f"/ateliers/marne/parcours/{series}/inscrire?q=Jane+Labat"))

    assert "Est-ce cette personne ?" in page
    assert "<strong>Jeanne Labat</strong>" in page


def test_who_is_anonymous_is_proposed_to_nobody(network, browser, loan):
    with network.uow() as uow:
        person = a_person(uow, "Monique", "Bertillon")
        person.anonymised_on = uow.today

    assert "Bertillon" not in read(browser.get(loan, query_string={"q": "Bertilon"})).replace("« Bertilon »", "")


def test_a_search_without_a_word_says_what_to_write(browser, network, loan):
    series = network.client(Role.MEDIATOR)
    plan = {"title": "Ma tablette", "kind": "atelier", "capacity": "2", "first_on": "2026-02-24", "count": "1"}
    plan |= {"starts_at": "14:00", "ends_at": "16:00"}
    enrolment = series.post("/ateliers/marne/parcours/nouveau", data=plan).location + "/inscrire"

    asked, enrolled = read(browser.get(f"{loan}?q=")), read(series.get(f"{enrolment}?q="))
    desk = read(browser.get(f"{ROOT}/chercher?q=&pour=preter", follow_redirects=True))

    assert "Écrivez d’abord un nom" in asked and "Écrivez d’abord un nom" in enrolled
    assert "Écrivez d’abord un nom" not in read(browser.get(loan)) + read(series.get(enrolment))
    assert "Écrivez ou scannez d’abord une étiquette" in desk
