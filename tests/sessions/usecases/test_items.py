import pytest

from services.sessions.errors import ItemAlreadyLent, ItemStatusUnchanged, SerialTaken, TagTaken
from services.sessions.models import Item, Loan
from services.sessions.usecases.items import change_status, register_items
from services.sessions.usecases.purchases import correct_purchase
from shared.errors import NotFound
from tests.factories.equipment import ACTOR, a_gift_of_tablets, a_loan, a_tablet

BATCH = {"prefix": "T-", "kind": "tablet", "model": "Galaxy Tab A9"}


def test_fifteen_tablets_are_registered_in_one_go(sessions):
    network = sessions.network()

    with network.uow() as uow:
        gift = a_gift_of_tablets(uow)
        items = register_items(uow, ACTOR, count=15, purchase_id=gift.id, price_cents=52_667, **BATCH)

    assert [items[0].tag, items[-1].tag, len(items)] == ["T-001", "T-015", 15]
    announced = [data for _, data in network.published("sessions.item_changed.v1")]
    assert {data["purchase_id"] for data in announced} == {str(gift.id)}
    assert len(announced) == 15


def test_a_second_batch_goes_on_with_the_numbers(sessions):
    network = sessions.network()
    with network.uow() as uow:
        register_items(uow, ACTOR, count=3, **BATCH)

    with network.uow() as uow:
        more = register_items(uow, ACTOR, count=2, serials=["A1", "B2"], **BATCH)

    assert [(item.tag, item.serial) for item in more] == [("T-004", "A1"), ("T-005", "B2")]


def test_two_items_never_carry_one_tag(sessions):
    network = sessions.network()
    with network.uow() as uow:
        a_tablet(uow, "T-001")

    with pytest.raises(TagTaken), network.uow() as uow:
        a_tablet(uow, " t-001 ")


def test_the_database_says_the_same_of_tags(sessions):
    network = sessions.network()
    with network.uow() as uow:
        today = a_tablet(uow, "T-001").since

    with pytest.raises(TagTaken), network.uow() as uow:
        uow.session.add(Item(tag="T-001", kind="tablet", model="x", status="available", since=today, version=1))


def test_two_items_never_carry_one_serial_number(sessions):
    network = sessions.network()
    with network.uow() as uow:
        a_tablet(uow, "T-001", serial="R52W70")

    with pytest.raises(SerialTaken), network.uow() as uow:
        a_tablet(uow, "T-002", serial="R52W70")


def test_the_same_tag_in_another_network_is_another_item(sessions):
    marne, somme = sessions.network("marne"), sessions.network("somme")

    for network in (marne, somme):
        with network.uow() as uow:
            a_tablet(uow, "T-001")

    assert len(marne.published("sessions.item_changed.v1")) == 1


def test_an_item_of_another_network_does_not_exist(sessions):
    marne, somme = sessions.network("marne"), sessions.network("somme")
    with marne.uow() as uow:
        item_id = a_tablet(uow).id

    with pytest.raises(NotFound), somme.uow() as uow:
        change_status(uow, ACTOR, item_id=item_id, status="repair")


def test_a_lost_item_ends_its_loan_without_a_return(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)

    with network.uow() as uow:
        change_status(uow, ACTOR, item_id=loan.item_id, status="lost")

    with network.uow() as uow:
        assert uow.get(Loan, loan.id).outcome == "lost"
        assert uow.get(Item, loan.item_id).status == "lost"
    ((_, ended),) = network.published("sessions.loan_returned.v1")
    assert (ended["outcome"], ended["version"]) == ("lost", 2)


def test_a_lent_item_does_not_go_to_repair(sessions):
    network = sessions.network()
    with network.uow() as uow:
        loan = a_loan(uow)

    with pytest.raises(ItemAlreadyLent), network.uow() as uow:
        change_status(uow, ACTOR, item_id=loan.item_id, status="repair")


def test_saying_twice_that_an_item_is_lost_is_refused(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item = a_tablet(uow)
        change_status(uow, ACTOR, item_id=item.id, status="lost")

    with pytest.raises(ItemStatusUnchanged), network.uow() as uow:
        change_status(uow, ACTOR, item_id=item.id, status="lost")


def test_every_change_of_an_item_carries_a_higher_version(sessions):
    network = sessions.network()
    with network.uow() as uow:
        item = a_tablet(uow)
        change_status(uow, ACTOR, item_id=item.id, status="repair")
        change_status(uow, ACTOR, item_id=item.id, status="available")

    announced = [(data["status"], data["version"]) for _, data in network.published("sessions.item_changed.v1")]
    assert announced == [("available", 1), ("repair", 2), ("available", 3)]


def test_a_corrected_purchase_is_announced_again_with_a_higher_version(sessions):
    network = sessions.network()
    with network.uow() as uow:
        gift = a_gift_of_tablets(uow)
        values = {"label": gift.label, "funder": gift.funder, "purchased_on": gift.purchased_on}
        correct_purchase(uow, ACTOR, purchase_id=gift.id, amount_cents=780_000, **values)

    announced = [(d["version"], d["amount_cents"]) for _, d in network.published("sessions.purchase_recorded.v1")]
    assert announced == [(1, 790_000), (2, 780_000)]
