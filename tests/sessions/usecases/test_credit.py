import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from services.sessions.domain.ledger import Account
from services.sessions.errors import CreditShort, EntryAlreadyReversed, EntryIsReversal
from services.sessions.models import CreditEntry, CreditRules, CreditStock
from services.sessions.queries.credit import balances, count_given_to, list_low_stocks, list_stocks
from services.sessions.usecases.credit import count_credit, expire_credit, give_credit, reverse_entry
from shared.roles import Role
from tests.factories.equipment import ACTOR, a_person, a_stock


def moves(network):
    """Announced entries: kind, quantity, and kind of what they undo."""
    published = [data for _, data in network.published("sessions.credit_moved.v1")]
    return [(data["kind"], data["quantity"], data["reversed_kind"]) for data in published]


def test_recharges_are_received_and_given(sessions):
    network = sessions.network()

    with network.uow() as uow:
        stock, person = a_stock(uow, 40), a_person(uow)
        give_credit(uow, ACTOR, stock_id=stock.stock_id, person_id=person.id, quantity=2)

        assert uow.get(CreditStock, stock.stock_id).balance == 38
        assert count_given_to(uow, person.id) == 2
        assert balances(uow) == {
            Account.OUTSIDE: -40,
            Account.STOCK: 38,
            Account.GIVEN: 2,
            Account.EXPIRED: 0,
            Account.CORRECTION: 0,
        }
    assert moves(network) == [("received", 40, ""), ("given", 2, "")]


def test_one_cannot_give_more_than_what_is_left(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id, person_id = a_stock(uow, 3).stock_id, a_person(uow).id

    with pytest.raises(CreditShort), network.uow() as uow:
        give_credit(uow, ACTOR, stock_id=stock_id, person_id=person_id, quantity=4)

    assert moves(network) == [("received", 3, "")]


def test_the_database_refuses_a_negative_balance_whoever_writes(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id = a_stock(uow, 3).stock_id

    with pytest.raises(CreditShort), network.uow() as uow:
        uow.session.execute(update(CreditStock).where(CreditStock.id == stock_id).values(balance=-1))


def test_two_receptions_of_one_product_feed_one_stock(sessions):
    network = sessions.network()

    with network.uow() as uow:
        a_stock(uow, 10)
        a_stock(uow, 5)

        assert [stock.balance for stock in list_stocks(uow)] == [15]


def test_a_gift_by_mistake_is_undone_by_the_contrary_entry(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id, person = a_stock(uow, 5).stock_id, a_person(uow)
        gift = give_credit(uow, ACTOR, stock_id=stock_id, person_id=person.id, quantity=2)

    with network.uow() as uow:
        reverse_entry(uow, ACTOR, entry_id=gift.id)

        assert uow.get(CreditStock, stock_id).balance == 5
        assert count_given_to(uow, person.id) == 0
    assert moves(network)[-1] == ("corrected", 2, "given")


def test_an_entry_is_undone_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        entry_id = a_stock(uow, 5).id
        reverse_entry(uow, ACTOR, entry_id=entry_id)

    with pytest.raises(EntryAlreadyReversed), network.uow() as uow:
        reverse_entry(uow, ACTOR, entry_id=entry_id)


def test_what_undoes_is_not_undone(sessions):
    network = sessions.network()
    with network.uow() as uow:
        contrary_id = reverse_entry(uow, ACTOR, entry_id=a_stock(uow, 5).id).id

    with pytest.raises(EntryIsReversal), network.uow() as uow:
        reverse_entry(uow, ACTOR, entry_id=contrary_id)


def test_a_reception_already_given_away_cannot_be_undone(sessions):
    network = sessions.network()
    with network.uow() as uow:
        reception = a_stock(uow, 5)
        give_credit(uow, ACTOR, stock_id=reception.stock_id, person_id=a_person(uow).id, quantity=1)

    with pytest.raises(CreditShort), network.uow() as uow:
        reverse_entry(uow, ACTOR, entry_id=reception.id)


def test_a_count_writes_the_difference_and_nothing_when_there_is_none(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id = a_stock(uow, 40).stock_id

        count_credit(uow, ACTOR, stock_id=stock_id, counted=38)
        count_credit(uow, ACTOR, stock_id=stock_id, counted=38)

    assert moves(network) == [("received", 40, ""), ("corrected", -2, "")]


def test_expired_recharges_leave_the_stock_and_the_stock_becomes_low(sessions):
    network = sessions.network()
    with network.uow() as uow:
        stock_id = a_stock(uow, 40).stock_id

        expire_credit(uow, ACTOR, stock_id=stock_id, quantity=35)

        assert [stock.id for stock in list_low_stocks(uow)] == [stock_id]


def test_the_network_chooses_from_how_many_the_stock_is_low(sessions):
    marne, aisne = sessions.network(), sessions.network("aisne")
    for network, threshold in ((marne, 50), (aisne, 2)):
        with network.uow() as uow:
            a_stock(uow, 40)
            uow.session.add(CreditRules(id=network.id, version=1, low_stock=threshold))

    for network, low in ((marne, 1), (aisne, 0)):
        with network.uow() as uow:
            assert len(list_low_stocks(uow)) == low
        page = network.client(Role.MANAGER).get(f"/materiel/{network.slug}/recharges").text
        assert page.count("Stock bas") == low


@pytest.mark.parametrize("statement", ["UPDATE credit_entry SET quantity = 1", "DELETE FROM credit_entry"])
def test_the_journal_can_only_grow(sessions, statement):
    network = sessions.network()
    with network.uow() as uow:
        a_stock(uow, 5)

    with pytest.raises(DatabaseError, match="one can only add"), network.uow() as uow:
        uow.session.connection().execute(text(statement))


COMMANDS = st.lists(st.tuples(st.sampled_from(["receive", "give", "expire", "count", "undo"]), st.integers(1, 30)))


def obey(uow, command, quantity, person):
    """One command, or its refusal."""
    stock = next(iter(list_stocks(uow)), None)
    if command == "receive" or stock is None:
        return a_stock(uow, quantity)
    if command == "give":
        return give_credit(uow, ACTOR, stock_id=stock.id, person_id=person.id, quantity=quantity)
    if command == "expire":
        return expire_credit(uow, ACTOR, stock_id=stock.id, quantity=quantity)
    if command == "count":
        return count_credit(uow, ACTOR, stock_id=stock.id, counted=quantity)
    newest = uow.session.query(CreditEntry).order_by(CreditEntry.entry_no.desc()).first()
    return reverse_entry(uow, ACTOR, entry_id=newest.id)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=COMMANDS)
def test_whatever_happens_the_balance_is_the_sum_of_the_journal(sessions, commands):
    network = sessions.network(f"n{sessions.database.clock.now().microsecond}")
    sessions.database.clock.advance(microseconds=1)
    with network.uow() as uow:
        person = a_person(uow)

        for command, quantity in commands:
            try:
                obey(uow, command, quantity, person)
            except (CreditShort, EntryAlreadyReversed, EntryIsReversal):
                continue

        kept = sum(stock.balance for stock in list_stocks(uow))
        assert kept == balances(uow)[Account.STOCK] >= 0
        assert sum(balances(uow).values()) == 0
