"""Who has no name any more is given nothing, also when the name goes at the same moment."""

import threading
from datetime import time, timedelta

import pytest

from services.sessions.errors import PersonIsAnonymised
from services.sessions.models import Loan, Person, SimCard
from services.sessions.models.personal import PERSONAL
from services.sessions.queries.series import get_series_sheet
from services.sessions.usecases.attendance import add_walk_in
from services.sessions.usecases.credit import give_credit
from services.sessions.usecases.enrolments import enrol_person
from services.sessions.usecases.loans import lend_item
from services.sessions.usecases.series import plan_series
from services.sessions.usecases.sim_cards import give_sim_card
from shared.retention import retire
from tests.factories.equipment import ACTOR, a_person, a_stock, a_tablet, some_sim_cards
from tests.servers.common import PATIENCE


def a_series(uow):
    plan = {"title": "Ma tablette", "kind": "atelier", "structure_id": None, "capacity": 16, "count": 1}
    return plan_series(uow, ACTOR, **plan, first_on=uow.today, starts_at=time(9), ends_at=time(11)).id


def lend(uow, person_id):
    lend_item(uow, ACTOR, item_id=a_tablet(uow).id, person_id=person_id, due_on=uow.today + timedelta(days=9))


def enrol(uow, person_id):
    enrol_person(uow, ACTOR, series_id=a_series(uow), person_id=person_id)


def give_sim(uow, person_id):
    some_sim_cards(uow, 1)
    give_sim_card(uow, ACTOR, sim_id=uow.session.query(SimCard).one().id, person_id=person_id)


def walk_in(uow, person_id):
    (line,) = get_series_sheet(uow, a_series(uow)).dates
    add_walk_in(uow, ACTOR, workshop_date_id=line.workshop_date.id, person_id=person_id)


def recharge(uow, person_id):
    give_credit(uow, ACTOR, stock_id=a_stock(uow).stock_id, person_id=person_id, quantity=1)


@pytest.mark.parametrize("give", [lend, enrol, give_sim, walk_in, recharge])
def test_who_has_no_name_any_more_is_given_nothing(sessions, give):
    network = sessions.network()
    with network.uow() as uow:
        erased = a_person(uow)
        erased.anonymised_on = uow.today

    with pytest.raises(PersonIsAnonymised), network.uow() as uow:
        give(uow, erased.id)


def test_a_loan_that_is_being_written_keeps_the_name(sessions, clock):
    network = sessions.network()
    with network.uow() as uow:
        person = a_person(uow)
    clock.advance(days=800)

    with network.uow() as lending:
        lend(lending, person.id)
        with network.uow() as uow:
            assert "Personnes accompagnées" not in retire(uow, PERSONAL).counts
    with network.uow() as uow:
        assert uow.get(Person, person.id).first_name == "Jeanne"


def test_a_loan_that_comes_while_the_name_goes_is_refused(sessions, clock):
    network, refused = sessions.network(), []
    with network.uow() as uow:
        person = a_person(uow)
    clock.advance(days=800)

    def lends():
        try:
            with network.uow() as uow:
                lend(uow, person.id)
        except PersonIsAnonymised as refusal:
            refused.append(refusal)

    thread = threading.Thread(target=lends)
    with network.uow() as uow:
        retire(uow, PERSONAL)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive(), "it waits for what is being decided"
    thread.join(PATIENCE)

    assert len(refused) == 1
    with network.uow() as uow:
        assert uow.session.query(Loan).count() == 0
