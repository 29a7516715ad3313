from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from services.sessions.errors import AlreadyEnrolled, EnrolmentCancelled, SeriesFull
from services.sessions.models import Enrolment
from services.sessions.usecases import enrolments
from shared.actor import SYSTEM
from shared.errors import DomainError, NotFound
from shared.events.sessions import EnrolmentSaved
from tests.servers.common import PATIENCE


def enrol(network, series_id, person_id):
    with network.uow() as uow:
        return enrolments.enrol_person(uow, SYSTEM, series_id=series_id, person_id=person_id)


def cancel(network, enrolment_id):
    with network.uow() as uow:
        return enrolments.cancel_enrolment(uow, SYSTEM, enrolment_id=enrolment_id)


def test_an_enrolment_takes_a_seat_and_is_announced_under_a_pseudonym(network, workshops):
    series_id, person_id = workshops.series(), workshops.person()

    enrol(network, series_id, person_id)

    assert workshops.sheet(series_id).series.seats_taken == 1
    (_, data), *_ = network.published(EnrolmentSaved.name)
    assert data["known_before"] is False
    assert str(person_id) not in str(data) and len(data["person"]) == 32


def test_a_place_given_back_is_announced_too(network, workshops):
    enrolment = enrol(network, workshops.series(), workshops.person())

    cancel(network, enrolment.id)

    (_, taken), (_, given_back) = network.published(EnrolmentSaved.name)
    assert (taken["version"], taken["cancelled_on"]) == (1, None)
    assert (given_back["version"], given_back["enrolment_id"]) == (2, str(enrolment.id))
    assert given_back["cancelled_on"] is not None


def test_fifty_requests_for_the_last_seat_have_one_winner(network, workshops):
    series_id = workshops.series(capacity=1)
    people = [workshops.person(last_name=f"Personne {number}") for number in range(50)]
    together = Barrier(10)

    def ask(person_id) -> str:
        together.wait(PATIENCE)
        try:
            enrol(network, series_id, person_id)
        except DomainError as refusal:
            return refusal.code
        return "enrolled"

    with ThreadPoolExecutor(10) as pool:
        answers = Counter(pool.map(ask, people))

    assert answers == {"enrolled": 1, SeriesFull.code: 49}
    assert len(workshops.sheet(series_id).people) == 1


def test_the_database_itself_refuses_one_too_many(network, workshops):
    series_id = workshops.series(capacity=1)
    workshops.enrolled(series_id, "Jeanne")
    row = Enrolment(series_id=series_id, person_id=workshops.person("Paul"), enrolled_on=date(2026, 3, 3))

    with pytest.raises(SeriesFull) as refusal, network.uow() as uow:
        uow.session.add(row)

    assert isinstance(refusal.value.__cause__, IntegrityError)


def test_nobody_has_two_places_in_one_series(network, workshops):
    series_id = workshops.series()
    (person_id,) = workshops.enrolled(series_id, "Jeanne")

    with pytest.raises(AlreadyEnrolled):
        enrol(network, series_id, person_id)


def test_a_place_given_back_is_free_for_someone_else(network, workshops):
    series_id = workshops.series(capacity=1)
    workshops.enrolled(series_id, "Jeanne")
    place = workshops.sheet(series_id).people[0].enrolment.id

    cancel(network, place)
    workshops.enrolled(series_id, "Paul")

    sheet = workshops.sheet(series_id)
    assert [line.person.first_name for line in sheet.people] == ["Paul"]
    assert sheet.series.seats_taken == 1


def test_a_place_is_given_back_only_once(network, workshops):
    series_id = workshops.series()
    workshops.enrolled(series_id, "Jeanne")
    place = workshops.sheet(series_id).people[0].enrolment.id
    cancel(network, place)

    with pytest.raises(EnrolmentCancelled):
        cancel(network, place)

    assert workshops.sheet(series_id).series.seats_taken == 0


def test_a_second_series_is_no_longer_the_first_contact(network, workshops):
    person_id = workshops.person()

    first = enrol(network, workshops.series(), person_id)
    second = enrol(network, workshops.series(), person_id)

    assert (first.known_before, second.known_before) == (False, True)


def test_someone_followed_before_the_record_is_known_from_the_start(network, workshops):
    enrolment = enrol(network, workshops.series(), workshops.person(known_before=True))

    assert enrolment.known_before is True


def test_a_person_of_another_network_does_not_exist(sessions, network, workshops):
    from tests.sessions.conftest import Workshops

    stranger = Workshops(sessions.network("aisne")).person()

    with pytest.raises(NotFound):
        enrol(network, workshops.series(), stranger)
