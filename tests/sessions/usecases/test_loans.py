from datetime import date, timedelta
from uuid import UUID

import pytest

from services.sessions.errors import (
    ItemAlreadyLent,
    ItemUnavailable,
    LoanEnded,
    LoanStillOpen,
    TooLateToCancel,
)
from services.sessions.models import Loan
from services.sessions.usecases.items import change_status
from services.sessions.usecases.loans import cancel_loan, lend_item, reopen_loan, return_loan
from shared.errors import Invalid
from shared.ids import new_id
from tests.factories.equipment import ACTOR, a_loan, a_person, a_tablet


def test_a_tablet_is_lent_and_comes_back(sessions):
    network = sessions.network()

    with network.uow() as uow:
        loan = a_loan(uow)
        assert loan.item.status == "lent"
        return_loan(uow, ACTOR, loan_id=loan.id)

    assert loan.item.status == "available"
    names = [name for name, _ in network.published() if "loan" in name]
    assert names == ["sessions.loan_opened.v1", "sessions.loan_returned.v1"]


def test_the_announced_loan_names_nobody(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)

    ((_, opened),) = network.published("sessions.loan_opened.v1")
    assert opened["person"] != str(loan.person_id)
    assert "Labat" not in str(opened)


def test_a_lent_tablet_is_not_lent_again(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item = a_loan(uow).item

    with pytest.raises(ItemAlreadyLent), network.uow() as uow:
        a_loan(uow, item, a_person(uow, "Ali", "Benali"))


def test_a_tablet_in_repair_is_not_lent(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item = a_tablet(uow)
        change_status(uow, ACTOR, item_id=item.id, status="repair")

    with pytest.raises(ItemUnavailable, match="en réparation"), network.uow() as uow:
        a_loan(uow, item)


@pytest.mark.parametrize("days", [-1, 365 * 3])
def test_a_loan_ends_neither_in_the_past_nor_in_three_years(sessions, days):
    network = sessions.network()

    with pytest.raises(Invalid) as refused, network.uow() as uow:
        a_loan(uow, days=days)

    assert list(refused.value.fields) == ["due_on"]


def test_a_tablet_can_be_lent_again_the_day_it_comes_back(sessions):
    network = sessions.network()
    with network.uow() as uow:
        first = a_loan(uow)
        return_loan(uow, ACTOR, loan_id=first.id)

    with network.uow() as uow:
        second = a_loan(uow, first.item, first.person)

    assert second.is_open


def test_a_loan_comes_back_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)
        return_loan(uow, ACTOR, loan_id=loan.id)

    with pytest.raises(LoanEnded), network.uow() as uow:
        return_loan(uow, ACTOR, loan_id=loan.id)


def test_a_loan_entered_by_mistake_is_cancelled_the_same_day(sessions):
    network = sessions.network()

    with network.uow() as uow:
        loan = a_loan(uow)
        cancel_loan(uow, ACTOR, loan_id=loan.id)

    ((_, ended),) = network.published("sessions.loan_returned.v1")
    assert ended["outcome"] == "cancelled"
    assert loan.item.status == "available"


def test_a_loan_of_yesterday_is_returned_not_cancelled(sessions, clock):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)
    clock.advance(days=1)

    with pytest.raises(TooLateToCancel), network.uow() as uow:
        cancel_loan(uow, ACTOR, loan_id=loan.id)


def test_a_return_entered_by_mistake_is_undone(sessions, clock):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)
    clock.advance(days=10)
    with network.uow() as uow:
        return_loan(uow, ACTOR, loan_id=loan.id)

    with network.uow() as uow:
        again = reopen_loan(uow, ACTOR, loan_id=loan.id)

    assert again.is_open
    ((_, reopened),) = network.published("sessions.loan_reopened.v1")
    assert (UUID(reopened["loan_id"]), reopened["version"]) == (loan.id, 3)


def test_a_return_is_not_undone_when_the_tablet_has_gone_to_somebody_else(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)
        return_loan(uow, ACTOR, loan_id=loan.id)
        a_loan(uow, loan.item, a_person(uow, "Ali", "Benali"))

    with pytest.raises(ItemAlreadyLent), network.uow() as uow:
        reopen_loan(uow, ACTOR, loan_id=loan.id)


def test_an_open_loan_is_not_reopened(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)

    with pytest.raises(LoanStillOpen), network.uow() as uow:
        reopen_loan(uow, ACTOR, loan_id=loan.id)


def bare_loan(uow, item, person, **others):
    """A row written without asking the rules."""
    values = {"lent_at": uow.now, "lent_on": uow.today, "due_on": uow.today + timedelta(days=9), "version": 1}
    row = Loan(id=new_id(), item_id=item.id, item_no=item.item_no, person_id=person.id, **{**values, **others})
    uow.session.add(row)
    uow.session.flush()


def test_the_database_refuses_a_second_open_loan_whoever_writes(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)

    with pytest.raises(ItemAlreadyLent), network.uow() as uow:
        bare_loan(uow, loan.item, loan.person, lent_at=uow.now + timedelta(days=400))


def test_the_database_refuses_a_past_loan_that_overlaps_another(sessions, clock):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)
    clock.advance(days=5)
    with network.uow() as uow:
        return_loan(uow, ACTOR, loan_id=loan.id)

    with pytest.raises(ItemAlreadyLent), network.uow() as uow:
        ended = {"returned_at": uow.now - timedelta(days=1), "returned_on": date(2026, 3, 7), "outcome": "returned"}
        bare_loan(uow, loan.item, loan.person, lent_at=uow.now - timedelta(days=2), **ended)


def test_lending_needs_a_person_of_the_same_network(sessions):
    from shared.errors import NotFound

    marne, somme = sessions.network("marne"), sessions.network("somme")
    with somme.uow() as uow:
        stranger = a_person(uow).id

    with pytest.raises(NotFound), marne.uow() as uow:
        item = a_tablet(uow)
        lend_item(uow, ACTOR, item_id=item.id, person_id=stranger, due_on=uow.today)
