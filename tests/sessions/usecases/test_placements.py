"""Which structure keeps and lends what, and what the directory is told of it."""

from datetime import timedelta

import pytest

from services.sessions.models import Item
from services.sessions.usecases.items import change_status, register_items
from services.sessions.usecases.loans import return_loan
from services.sessions.usecases.placements import place_items
from shared.errors import Invalid
from shared.events.directory import StructureMerged
from shared.events.sessions import LendingStockSaved
from shared.ids import new_id
from shared.messaging.envelope import Envelope
from tests.factories.equipment import ACTOR, a_loan, a_tablet

HERE, THERE = new_id(), new_id()
BATCH = {"prefix": "T-", "kind": "tablet", "model": "Galaxy Tab A9"}


@pytest.fixture
def network(sessions):
    return sessions.network()


def told(network, structure_id) -> dict:
    """The newest snapshot of a structure."""
    news = [data for _, data in network.published(LendingStockSaved.name) if data["structure_id"] == str(structure_id)]
    return max(news, key=lambda data: data["version"])


def test_a_batch_is_told_once_with_the_structure_that_keeps_it(network):
    with network.uow() as uow:
        register_items(uow, ACTOR, count=6, structure_id=HERE, **BATCH)

    ((_, news),) = network.published(LendingStockSaved.name)
    assert (news["structure_id"], news["stock"], news["available"]) == (str(HERE), {"tablet": 6}, {"tablet": 6})


def test_loans_returns_repairs_and_losses_change_what_is_told(network):
    with network.uow() as uow:
        items = register_items(uow, ACTOR, count=3, structure_id=HERE, **BATCH)
        loan = a_loan(uow, items[0])
    assert (told(network, HERE)["stock"], told(network, HERE)["available"]) == ({"tablet": 3}, {"tablet": 2})

    with network.uow() as uow:
        return_loan(uow, ACTOR, loan_id=loan.id)
        change_status(uow, ACTOR, item_id=items[1].id, status="repair")

    assert (told(network, HERE)["stock"], told(network, HERE)["available"]) == ({"tablet": 2}, {"tablet": 2})
    with network.uow() as uow:
        for item in (items[0], items[2]):
            change_status(uow, ACTOR, item_id=item.id, status="lost")
    assert told(network, HERE)["stock"] == {}


def test_what_moves_is_told_of_both_places_by_its_tags(network):
    with network.uow() as uow:
        register_items(uow, ACTOR, count=3, structure_id=HERE, **BATCH)

    with network.uow() as uow:
        place_items(uow, ACTOR, tags=["t-001", "T-002 ", "T-001"], structure_id=THERE)

    assert (told(network, HERE)["stock"], told(network, THERE)["stock"]) == ({"tablet": 1}, {"tablet": 2})


def test_an_unknown_tag_is_named_and_nothing_moves(network):
    with network.uow() as uow:
        item = a_tablet(uow, "T-001", structure_id=HERE)

    with pytest.raises(Invalid) as refused, network.uow() as uow:
        place_items(uow, ACTOR, tags=["T-001", "T-999"], structure_id=THERE)

    assert refused.value.fields == {"tags": ["Aucun matériel ne porte l’étiquette « T-999 »."]}
    with network.uow() as uow:
        assert uow.get(Item, item.id).structure_id == HERE


def test_what_no_structure_keeps_is_told_of_none(network):
    with network.uow() as uow:
        a_loan(uow)

    assert network.published(LendingStockSaved.name) == []


def test_equipment_follows_the_merge_of_its_structure(network, clock):
    with network.uow() as uow:
        a_tablet(uow, "T-001", structure_id=HERE)
        a_tablet(uow, "T-002", structure_id=THERE)
    event = StructureMerged(structure_id=HERE, version=2, into_id=THERE)

    body = Envelope.wrap(event, tenant_id=network.id, at=clock.now() + timedelta(seconds=1)).dump()
    assert network.subject.service.consumer().receive([body]) == []

    assert (told(network, HERE)["stock"], told(network, THERE)["stock"]) == ({}, {"tablet": 2})


def test_the_merge_of_a_structure_of_which_no_news_came_is_heard(network, clock):
    event = StructureMerged(structure_id=new_id(), version=2, into_id=THERE)

    body = Envelope.wrap(event, tenant_id=network.id, at=clock.now() + timedelta(seconds=1)).dump()
    assert network.subject.service.consumer().receive([body]) == []

    assert told(network, THERE)["stock"] == {}
