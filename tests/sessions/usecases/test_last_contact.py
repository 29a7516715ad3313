"""From which day on the network's retention is counted for a person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from services.sessions.models.last_contact import last_contact
from services.sessions.models.person import Person
from services.sessions.models.personal import anonymise
from services.sessions.models.sim_card import SimCard
from services.sessions.usecases import attendance, credit, loans, people, sim_cards
from shared import retention
from shared.actor import SYSTEM
from tests.factories.equipment import a_loan, a_person, a_stock, some_sim_cards

TODAY = date(2026, 3, 3)


@pytest.fixture
def person(network, clock):
    """Registered a year ago."""
    clock.advance(days=-365)
    with network.uow() as uow:
        made = a_person(uow)
    clock.advance(days=365)
    return made


def contact(network, person):
    with network.uow() as uow:
        retention.speak_local_time(uow, retention.period_of(uow))
        return uow.session.scalar(select(last_contact()).where(Person.id == person.id))


def is_kept(network, person):
    """Whatever the limit."""
    with network.uow() as uow:
        return uow.session.scalar(select(last_contact() > date(9999, 1, 1)).where(Person.id == person.id))


def test_at_first_it_is_the_day_of_the_record(network, person):
    assert contact(network, person) == TODAY - timedelta(days=365)


def test_a_correction_of_the_record_is_no_contact(network, person):
    with network.uow() as uow:
        people.correct_person(uow, SYSTEM, person_id=person.id, first_name="Jeanne", last_name="Labbat")

    assert contact(network, person) == TODAY - timedelta(days=365)


def test_a_meeting_to_come_counts_until_it_is_over_and_an_absence_does_not(network, workshops, clock):
    series_id = workshops.series()
    (jeanne,) = workshops.enrolled(series_id, "Jeanne")
    with network.uow() as uow:
        person = uow.get(Person, jeanne)
    assert contact(network, person) == date(2026, 3, 10)

    clock.advance(days=20)
    with network.uow() as uow:
        for number, date_id in enumerate(workshops.dates(series_id)):
            mark = "absent" if number else "present"
            attendance.record_attendance(uow, SYSTEM, workshop_date_id=date_id, marks={jeanne: mark})

    assert contact(network, person) == TODAY, "the day of the enrolment: the person never came after it"


def test_what_is_lent_keeps_the_name_until_it_is_back(network, person):
    with network.uow() as uow:
        loan = a_loan(uow, person=person)
    assert is_kept(network, person)

    with network.uow() as uow:
        loans.return_loan(uow, SYSTEM, loan_id=loan.id)
    assert contact(network, person) == TODAY


def test_what_is_given_is_a_contact(network, person, clock):
    with network.uow() as uow:
        some_sim_cards(uow)
        card = uow.session.scalars(select(SimCard.id).limit(1)).one()
        stock = a_stock(uow).stock_id
        credit.give_credit(uow, SYSTEM, stock_id=stock, person_id=person.id, quantity=1)
    assert contact(network, person) == TODAY

    clock.advance(days=3)
    with network.uow() as uow:
        sim_cards.give_sim_card(uow, SYSTEM, sim_id=card, person_id=person.id)
    assert contact(network, person) == TODAY + timedelta(days=3)


def test_an_anonymised_person_has_none_and_cannot_be_named_again(network, person):
    with network.uow() as uow:
        anonymise(uow.get(Person, person.id), uow)

    assert contact(network, person) is None
    reader = network.client("mediator")
    page = f"/ateliers/{network.slug}/personnes/{person.id}"
    assert "Le nom a été effacé" in reader.get(page).text
    assert "anonymisée" not in reader.get(f"/ateliers/{network.slug}/personnes").text
    assert reader.post(f"{page}/modifier", data={"first_name": "Jeanne", "last_name": "Labat"}).status_code == 409


def test_people_whose_turn_comes_are_a_list_of_their_own(network, person, clock):
    clock.advance(days=350)
    with network.uow() as uow:
        a_person(uow, "Awa", "Diallo")
    reader = network.client("mediator")

    shown = reader.get(f"/ateliers/{network.slug}/personnes?bientot=1").text

    assert "Labat" in shown
    assert "Diallo" not in shown
