"""Equipment by programs: the whole path, refusals, rights, other networks, requests sent twice."""

import pytest

from shared.ids import new_id
from shared.roles import Role
from tests.factories.equipment import a_loan, a_person, a_stock, a_tablet, iccids

ROOT = "/api/v1/sessions/networks/marne"
BATCH = {"prefix": "T-", "count": 15, "kind": "tablet", "model": "Galaxy Tab A9", "price_cents": 52_667}
GIFT = {"label": "15 tablettes", "funder": "Don", "amount_cents": 790_000, "purchased_on": "2026-01-12"}
CREDIT = {"product": "Recharge 20 Go", "funder": "Don", "quantity": 40}
LOT = {"operator": "SFR", "iccids": iccids(20), "received_on": "2026-01-12"}


@pytest.fixture
def network(sessions):
    return sessions.network()


@pytest.fixture
def manager(network):
    return network.program(Role.MANAGER)


def person_id(network):
    with network.uow() as uow:
        return str(a_person(uow).id)


def test_a_gift_becomes_fifteen_tablets_of_which_one_is_lent_and_comes_back(network, manager):
    gift = manager.post(f"{ROOT}/purchases", json=GIFT).json
    tablets = manager.post(f"{ROOT}/item-batches", json={**BATCH, "purchase_id": gift["id"]}).json["items"]
    asked = {"item_id": tablets[0]["id"], "person_id": person_id(network), "due_on": "2026-06-03"}
    loan = manager.post(f"{ROOT}/loans", json=asked)

    returned = manager.post(f"{ROOT}/loans/{loan.json['id']}/return")

    assert [tablets[0]["tag"], tablets[-1]["tag"], len(tablets)] == ["T-001", "T-015", 15]
    assert (loan.status_code, loan.json["lent_on"], loan.json["outcome"]) == (201, "2026-03-03", None)
    assert (returned.status_code, returned.json["outcome"]) == (200, "returned")


def test_twenty_cards_and_forty_recharges_are_received_and_given(network, manager):
    somebody = {"person_id": person_id(network)}
    manager.post(f"{ROOT}/sim-receptions", json=LOT)
    stock_id = manager.post(f"{ROOT}/credit-receptions", json=CREDIT).json["stock_id"]
    card = manager.get(f"{ROOT}/sims?state=stock").json["items"][0]

    given = manager.post(f"{ROOT}/sims/{card['id']}/gift", json=somebody)
    entry = manager.post(f"{ROOT}/credit-gifts", json={**somebody, "stock_id": stock_id, "quantity": 3})

    assert given.json["person_id"] == somebody["person_id"]
    assert (entry.json["debit"], entry.json["credit"], entry.json["quantity"]) == ("given", "stock", 3)
    (stock,) = manager.get(f"{ROOT}/credit-stocks").json["items"]
    assert stock["balance"] == 37


def test_a_refusal_says_why(network, manager):
    with network.uow() as uow:
        loan = a_loan(uow)
    asked = {"item_id": str(loan.item_id), "person_id": str(loan.person_id), "due_on": "2026-06-03"}

    answer = manager.post(f"{ROOT}/loans", json=asked)

    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert answer.json["type"] == "urn:maillage:item_already_lent"
    assert answer.json["title"].startswith("Ce matériel est déjà en prêt")


@pytest.mark.parametrize(
    ("path", "sent", "wrong"),
    [
        ("purchases", {**GIFT, "amount_cents": "7 900"}, "amount_cents"),
        ("purchases", {**GIFT, "amount_cents": -1}, "amount_cents"),
        ("item-batches", {**BATCH, "count": 0}, "count"),
        ("item-batches", {**BATCH, "kind": "trottinette"}, "kind"),
        ("sim-receptions", {**LOT, "iccids": ["8933010000000000013"]}, "iccids.0"),
        ("sim-receptions", {**LOT, "iccids": []}, "iccids"),
        ("credit-receptions", {**CREDIT, "quantity": 0}, "quantity"),
        ("loans", {"item_id": "x", "person_id": "y", "due_on": "demain"}, "due_on"),
    ],
)
def test_a_wrong_value_is_named(manager, path, sent, wrong):
    answer = manager.post(f"{ROOT}/{path}", json=sent)

    assert answer.status_code == 422
    assert wrong in answer.json["errors"]


def test_a_command_sent_twice_with_one_key_happens_once(network, manager):
    key = {"Idempotency-Key": str(new_id())}

    first = manager.post(f"{ROOT}/credit-receptions", json=CREDIT, headers=key)
    second = manager.post(f"{ROOT}/credit-receptions", json=CREDIT, headers=key)

    assert first.json == second.json
    assert len(network.published("sessions.credit_moved.v1")) == 1


def test_the_same_gift_of_recharges_is_undone_once(network, manager):
    with network.uow() as uow:
        entry_id = a_stock(uow).id

    first = manager.post(f"{ROOT}/credit-entries/{entry_id}/reversal")
    second = manager.post(f"{ROOT}/credit-entries/{entry_id}/reversal")

    assert (first.status_code, first.json["reverses_id"]) == (201, str(entry_id))
    assert (second.status_code, second.json["type"]) == (409, "urn:maillage:entry_already_reversed")


def test_lists_go_on_where_they_stopped(network, manager):
    manager.post(f"{ROOT}/item-batches", json=BATCH)

    seen, cursor = [], ""
    while cursor is not None:
        page = manager.get(f"{ROOT}/items?limit=4&order=model" + (f"&cursor={cursor}" if cursor else "")).json
        seen += [item["tag"] for item in page["items"]]
        cursor = page["next"]

    assert seen == [f"T-{number:03d}" for number in range(1, 16)]


@pytest.mark.parametrize("query", ["status=available", "kind=tablet", "q=galaxy tab", "order=since", "q=T-00"])
def test_items_are_found(network, manager, query):
    with network.uow() as uow:
        a_tablet(uow)

    assert len(manager.get(f"{ROOT}/items?{query}").json["items"]) == 1


def test_late_loans_are_listed_apart(network, clock):
    with network.uow() as uow:
        a_loan(uow, days=1)
    clock.advance(days=2)
    manager = network.program(Role.MANAGER)

    assert len(manager.get(f"{ROOT}/loans?state=late").json["items"]) == 1
    assert manager.get(f"{ROOT}/loans?state=soon").json["items"] == []


def test_a_mediator_lends_but_does_not_register(network):
    mediator = network.program(Role.MEDIATOR)
    with network.uow() as uow:
        item_id, somebody = str(a_tablet(uow).id), str(a_person(uow).id)

    lent = mediator.post(f"{ROOT}/loans", json={"item_id": item_id, "person_id": somebody, "due_on": "2026-06-03"})

    assert lent.status_code == 201
    assert mediator.post(f"{ROOT}/item-batches", json=BATCH).status_code == 403
    assert mediator.post(f"{ROOT}/purchases", json=GIFT).status_code == 403


@pytest.mark.parametrize("path", ["items", "loans", "sims", "credit-entries", "purchases"])
def test_a_funder_sees_none_of_it(network, path):
    assert network.program(Role.FUNDER).get(f"{ROOT}/{path}").status_code == 403


def test_things_of_another_network_do_not_exist(sessions, network):
    with network.uow() as uow:
        loan, entry = a_loan(uow), a_stock(uow)
    sessions.network("somme")
    stranger = sessions.network("oise").program(Role.ADMINISTRATOR)
    elsewhere = ROOT.replace("marne", "oise")

    for path in (f"items/{loan.item_id}", f"loans/{loan.id}", f"credit-entries/{entry.id}"):
        assert stranger.get(f"{elsewhere}/{path}").status_code == 404
        assert stranger.get(f"{ROOT}/{path}").status_code in (401, 404)
    assert stranger.post(f"{elsewhere}/loans/{loan.id}/return").status_code == 404
    assert stranger.get(f"{elsewhere}/items").json["items"] == []
