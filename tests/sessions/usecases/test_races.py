"""Many at once, with real threads and the real database: one tablet goes once, a stock is given once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from psycopg.errors import DeadlockDetected
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from services.sessions.errors import CreditShort, IccidTaken, ItemAlreadyLent, LoanEnded, SimAlreadyGiven
from services.sessions.models import CreditEntry, CreditStock, Loan, SimCard
from services.sessions.usecases.credit import give_credit
from services.sessions.usecases.items import register_items
from services.sessions.usecases.loans import lend_item, return_loan
from services.sessions.usecases.sim_cards import give_sim_card, receive_sim_cards
from shared.errors import DomainError
from shared.events.sessions import LendingStockSaved
from shared.ids import new_id
from tests.factories.equipment import ACTOR, a_loan, a_person, a_stock, a_tablet, iccids, some_sim_cards

AT_ONCE = 20
"""Threads that start together: as many as the pool has connections."""


DEADLOCK = "deadlock"


def race(network, command, times):
    """Runs ``command(uow)`` many times at once. Counts ``"done"``, the sentences of the refusals and deadlocks."""
    start = Barrier(AT_ONCE)

    def run(number):
        if number < AT_ONCE:
            start.wait()
        try:
            with network.uow() as uow:
                command(uow)
        except DomainError as refusal:
            return type(refusal), refusal.sentence
        except OperationalError as error:
            if not isinstance(error.orig, DeadlockDetected):
                raise
            return DEADLOCK
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(run, range(times)))


def test_of_fifty_loans_of_one_tablet_one_wins_and_the_others_hear_the_same_sentence(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item_id, person_id, due_on = a_tablet(uow).id, a_person(uow).id, uow.today + timedelta(days=90)

    outcome = race(network, lambda uow: lend_item(uow, ACTOR, item_id=item_id, person_id=person_id, due_on=due_on), 50)

    assert outcome == {"done": 1, (ItemAlreadyLent, ItemAlreadyLent.message): 49}
    assert len(network.published("sessions.loan_opened.v1")) == 1


def test_without_the_check_the_database_gives_the_same_answer(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item, person = a_tablet(uow), a_person(uow)
        now, today = uow.now, uow.today

    def write(uow):
        days = {"lent_at": now, "lent_on": today, "due_on": today}
        uow.session.add(Loan(item_id=item.id, item_no=item.item_no, person_id=person.id, version=1, **days))

    outcome = race(network, write, 50)

    # Two rows that exclude each other may wait for each other, for nobody has locked the item: one of them is refused.
    outcome[ItemAlreadyLent, ItemAlreadyLent.message] += outcome.pop(DEADLOCK, 0)
    assert outcome == {"done": 1, (ItemAlreadyLent, ItemAlreadyLent.message): 49}


def test_of_a_hundred_gifts_from_a_stock_of_forty_exactly_forty_succeed(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id, person_id = a_stock(uow, 40).stock_id, a_person(uow).id

    outcome = race(
        network, lambda uow: give_credit(uow, ACTOR, stock_id=stock_id, person_id=person_id, quantity=1), 100
    )

    assert outcome == {"done": 40, (CreditShort, CreditShort.message): 60}
    with network.uow() as uow:
        assert uow.get(CreditStock, stock_id).balance == 0
        given = select(func.sum(CreditEntry.quantity)).where(CreditEntry.kind == "given")
        assert uow.session.scalar(given) == 40


def test_receptions_at_once_open_one_stock_and_lose_nothing(sessions):
    network = sessions.network()

    outcome = race(network, lambda uow: a_stock(uow, 3), 40)

    assert outcome == {"done": 40}
    with network.uow() as uow:
        assert list(uow.session.scalars(select(CreditStock.balance))) == [120]


def test_a_loan_returned_many_times_at_once_comes_back_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan_id = a_loan(uow).id

    outcome = race(network, lambda uow: return_loan(uow, ACTOR, loan_id=loan_id), 20)

    assert outcome == {"done": 1, (LoanEnded, LoanEnded.message): 19}


def test_a_sim_card_is_given_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        some_sim_cards(uow, 1)
        sim_id, person_id = uow.session.scalars(select(SimCard.id)).one(), a_person(uow).id

    outcome = race(network, lambda uow: give_sim_card(uow, ACTOR, sim_id=sim_id, person_id=person_id), 20)

    assert outcome == {"done": 1, (SimAlreadyGiven, SimAlreadyGiven.message): 19}


def test_one_lot_of_cards_enters_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        today = uow.today
    lot = {"operator": "SFR", "iccids": iccids(20), "received_on": today}

    outcome = race(network, lambda uow: receive_sim_cards(uow, ACTOR, **lot), 20)

    assert outcome == {"done": 1, (IccidTaken, IccidTaken.message): 19}
    with network.uow() as uow:
        assert uow.session.scalar(select(func.count(SimCard.id))) == 20


def test_of_many_loans_at_one_structure_the_newest_count_has_them_all(sessions):
    network, place = sessions.network(), new_id()
    batch = {"prefix": "T-", "count": AT_ONCE, "kind": "tablet", "model": "Galaxy Tab A9", "structure_id": place}
    with network.uow() as uow:
        tablets = [item.id for item in register_items(uow, ACTOR, **batch)]
        person_id, due_on = a_person(uow).id, uow.today + timedelta(days=90)

    def lend_one(uow):
        lend_item(uow, ACTOR, item_id=tablets.pop(), person_id=person_id, due_on=due_on)

    outcome = race(network, lend_one, AT_ONCE)

    news = {told["version"]: told["available"]["tablet"] for _, told in network.published(LendingStockSaved.name)}
    assert outcome == {"done": AT_ONCE}
    assert news == {version: AT_ONCE + 1 - version for version in range(1, AT_ONCE + 2)}
