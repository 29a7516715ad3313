"""Things of the equipment's trade, made through the use cases."""

from datetime import date, timedelta

from stdnum import luhn

from services.sessions.usecases.credit import receive_credit
from services.sessions.usecases.items import register_item
from services.sessions.usecases.loans import lend_item
from services.sessions.usecases.people import register_person
from services.sessions.usecases.purchases import record_purchase
from services.sessions.usecases.sim_cards import receive_sim_cards
from shared.actor import Actor

ACTOR = Actor(None, "Camille Petit")
GIFT = "Maison de Champagne (don)"


def a_person(uow, first_name="Jeanne", last_name="Labat", **others):
    return register_person(uow, ACTOR, first_name=first_name, last_name=last_name, **others)


def a_tablet(uow, tag="T-001", **others):
    return register_item(uow, ACTOR, **{"tag": tag, "kind": "tablet", "model": "Galaxy Tab A9", **others})


def a_loan(uow, item=None, person=None, days=90):
    item, person = item or a_tablet(uow), person or a_person(uow)
    due_on = uow.today + timedelta(days=days)
    loan = lend_item(uow, ACTOR, item_id=item.id, person_id=person.id, due_on=due_on)
    assert (loan.item.id, loan.person.id) == (item.id, person.id)  # loaded, for use after the transaction
    return loan


def a_gift_of_tablets(uow):
    values = {"label": "15 tablettes", "funder": GIFT, "amount_cents": 790_000, "purchased_on": date(2026, 1, 12)}
    return record_purchase(uow, ACTOR, **values)


def a_stock(uow, quantity=40):
    """The first entry of a stock of recharges."""
    return receive_credit(uow, ACTOR, product="Recharge 20 Go", funder=GIFT, quantity=quantity)


def iccids(count, start=1):
    """Numbers that a SIM card could carry."""
    bodies = [f"893301{number:012d}" for number in range(start, start + count)]
    return [body + luhn.calc_check_digit(body) for body in bodies]


def some_sim_cards(uow, count=2):
    return receive_sim_cards(uow, ACTOR, operator="SFR", iccids=iccids(count), received_on=uow.today)
