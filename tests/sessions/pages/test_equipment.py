"""Equipment on pages: what a manager and a mediator see and do."""

import re

import pytest

from services.sessions.usecases.items import register_items
from services.sessions.usecases.loans import return_loan
from shared.ids import new_id
from shared.roles import Role
from tests.factories.equipment import (
    ACTOR,
    a_gift_of_tablets,
    a_loan,
    a_person,
    a_stock,
    a_tablet,
    iccids,
    some_sim_cards,
)

ROOT = "/materiel/marne"


@pytest.fixture
def network(sessions):
    return sessions.network()


@pytest.fixture
def browser(network):
    return network.client(Role.MANAGER)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).replace("\u202f", " ").replace("\xa0", " ")


def follow(browser, answer):
    assert answer.status_code == 303, answer.text
    return browser.get(answer.location)


PAGES = ["", "materiels", "materiels/nouveau", "materiels/lot", "prets", "achats", "achats/nouveau", "cartes-sim"]
PAGES += ["cartes-sim/reception", "recharges", "recharges/reception", "recharges/don", "personnes/nouvelle"]


def test_every_page_of_an_empty_network_is_there(browser):
    answers = [browser.get(f"{ROOT}/{page}") for page in PAGES]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.text.count("<h1>") for answer in answers} == {1}


def test_every_page_is_there_when_there_is_much(network, clock):
    with network.uow() as uow:
        gift = a_gift_of_tablets(uow)
        batch = {"prefix": "P-", "count": 40, "kind": "cover", "model": "Pochette", "purchase_id": gift.id}
        items = register_items(uow, ACTOR, **batch)
        for item in items[:35]:
            a_loan(uow, item, a_person(uow), days=1)
        some_sim_cards(uow, 35)
        a_stock(uow, 3)
    clock.advance(days=3)

    browser = network.client(Role.MANAGER)
    assert {browser.get(f"{ROOT}/{page}").status_code for page in PAGES} == {200}


def test_home_says_who_is_late_and_what_runs_out(network, clock):
    with network.uow() as uow:
        a_loan(uow, days=1)
        a_loan(uow, a_tablet(uow, "T-002"), a_person(uow, "Ali", "Benali"), days=6)
        a_stock(uow, 3)
    clock.advance(days=3)

    seen = text_of(network.client(Role.MANAGER).get(f"{ROOT}/"))

    assert "Jeanne Labat : tablette T-001" in seen
    assert "En retard de 2 jours" in seen
    assert "À rendre cette semaine (1)" in seen
    assert "Il reste 3 recharges" in seen


def test_one_field_leads_to_the_thing(network, browser):
    with network.uow() as uow:
        loan = a_loan(uow, a_tablet(uow, "T-001", serial="R52W70"))
        free = a_tablet(uow, "T-002")
        some_sim_cards(uow, 1)

    def led(typed, purpose=""):
        return browser.get(f"{ROOT}/chercher", query_string={"q": typed, "pour": purpose}).location

    assert led("t-001") == led("R52W70") == f"{ROOT}/materiels/{loan.item_id}"
    assert led("T-001", "rendre") == f"{ROOT}/prets/{loan.id}"
    assert led("T-002", "preter") == f"{ROOT}/materiels/{free.id}/pret"
    assert led("T-001", "preter") == f"{ROOT}/materiels/{loan.item_id}"
    assert f"{ROOT}/cartes-sim/" in led(iccids(1)[0])


def test_a_name_finds_the_person_and_what_she_has(network, browser):
    with network.uow() as uow:
        loan = a_loan(uow)

    found = browser.get(f"{ROOT}/chercher?q=labat")
    person = browser.get(f"{ROOT}/personnes/{loan.person_id}")

    assert f"{ROOT}/personnes/{loan.person_id}" in found.text
    assert "Tablette T-001" in text_of(person)


def test_a_tablet_is_lent_in_two_steps_and_the_sentence_can_be_undone(network, browser):
    with network.uow() as uow:
        item, person = a_tablet(uow), a_person(uow)
    here = f"{ROOT}/materiels/{item.id}/pret"

    search = browser.get(f"{here}?q=jeanne")
    form = browser.get(f"{here}?person_id={person.id}")
    answer = browser.post(here, data={"person_id": str(person.id), "due_on": "2026-06-03"})
    shown = follow(browser, answer)
    undone = browser.post(re.search(r'action="([^"]+/annulation)"', shown.text)[1])

    assert f"{here}?person_id={person.id}" in search.text
    assert 'value="2026-06-03"' in form.text
    assert "Tablette T-001 : en prêt à Jeanne Labat jusqu’au 3 juin 2026." in text_of(shown)
    assert "Le prêt de T-001 est annulé." in text_of(follow(browser, undone))


def test_a_refused_date_keeps_the_person_and_says_why_beside_the_field(network, browser):
    with network.uow() as uow:
        item, person = a_tablet(uow), a_person(uow)

    answer = browser.post(
        f"{ROOT}/materiels/{item.id}/pret", data={"person_id": str(person.id), "due_on": "2020-01-01"}
    )

    assert answer.status_code == 422
    assert "Jeanne Labat" in answer.text
    assert 'value="2020-01-01"' in answer.text
    assert "Cette date est passée" in answer.text


def test_a_person_unknown_so_far_is_registered_on_the_way(network, browser):
    with network.uow() as uow:
        here = f"{ROOT}/materiels/{a_tablet(uow).id}/pret"

    answer = browser.post(
        f"{ROOT}/personnes/nouvelle", data={"suite": here, "first_name": "Ali", "last_name": "Benali"}
    )

    assert answer.location.startswith(f"{here}?person_id=")
    assert "Ali Benali" in follow(browser, answer).text


@pytest.mark.parametrize("elsewhere", ["https://exemple.fr/", "//exemple.fr", "/compte/", "javascript:alert(1)"])
def test_the_way_back_never_leads_outside_equipment(browser, elsewhere):
    sent = {"suite": elsewhere, "first_name": "Ali", "last_name": "Benali"}

    answer = browser.post(f"{ROOT}/personnes/nouvelle", data=sent)

    assert answer.location.startswith(f"{ROOT}/recharges/don?person_id=")


def test_a_loan_is_returned_and_the_return_undone(network, browser):
    with network.uow() as uow:
        loan = a_loan(uow)

    returned = follow(browser, browser.post(f"{ROOT}/prets/{loan.id}/retour"))
    again = follow(browser, browser.post(re.search(r'action="([^"]+/reprise)"', returned.text)[1]))

    assert "T-001 est de retour" in text_of(returned)
    assert "le prêt continue" in text_of(again)


def test_a_purchase_and_its_tablets_are_registered(browser):
    sent = {"label": "15 tablettes", "funder": "Don", "amount": "7 900 €", "purchased_on": "2026-01-12"}

    shown = follow(browser, browser.post(f"{ROOT}/achats/nouveau", data=sent))
    batch = {"prefix": "T-", "count": "15", "kind": "tablet", "model": "Tab A9", "price": "526,67"}
    batch["purchase_id"] = re.search(r"achat=([0-9a-f-]+)", shown.text)[1]
    listed = follow(browser, browser.post(f"{ROOT}/materiels/lot", data=batch))

    assert "Don · 7 900 €" in text_of(shown)
    assert "15 matériels enregistrés, de T-001 à T-015." in text_of(listed)
    assert "526,67 €" in text_of(listed)


def test_sim_cards_with_one_wrong_number_are_all_refused(browser, network):
    pasted = "\n".join([*iccids(3), "8933010000000000013"])

    answer = browser.post(
        f"{ROOT}/cartes-sim/reception", data={"operator": "SFR", "iccids": pasted, "received_on": "2026-01-12"}
    )

    assert answer.status_code == 422
    assert "8933010000000000013" in answer.text
    assert "contient une erreur" in answer.text
    assert network.published("sessions.sim_received.v1") == []


def test_a_sim_card_is_given(browser, network):
    with network.uow() as uow:
        some_sim_cards(uow, 1)
        person = a_person(uow)
    card_page = browser.get(f"{ROOT}/chercher?q={iccids(1)[0]}").location

    shown = follow(browser, browser.post(f"{card_page}/don", data={"person_id": str(person.id)}))

    assert "La carte SIM est donnée à Jeanne Labat." in text_of(shown)
    assert browser.post(f"{card_page}/don", data={"person_id": str(person.id)}).status_code == 409


def test_recharges_are_given_and_the_gift_undone(browser, network):
    with network.uow() as uow:
        stock_id, person_id = a_stock(uow, 40).stock_id, a_person(uow).id
    sent = {"person_id": str(person_id), "stock_id": str(stock_id), "quantity": "2"}

    given = follow(browser, browser.post(f"{ROOT}/recharges/don", data=sent))
    undone = follow(browser, browser.post(re.search(r'action="([^"]+/annulation)"', given.text)[1]))

    assert "2 recharges données à Jeanne Labat." in text_of(given)
    assert "une écriture contraire" in text_of(undone)
    assert network.published("sessions.credit_moved.v1")[-1][1]["reversed_kind"] == "given"


def test_giving_too_many_recharges_keeps_what_was_typed(browser, network):
    with network.uow() as uow:
        stock_id, person_id = a_stock(uow, 1).stock_id, a_person(uow).id
    sent = {"person_id": str(person_id), "stock_id": str(stock_id), "quantity": "2", "note": "pour juin"}

    answer = browser.post(f"{ROOT}/recharges/don", data=sent)

    assert answer.status_code == 409
    assert "Il ne reste pas assez de recharges" in answer.text
    assert "pour juin" in answer.text


def test_a_form_sent_twice_counts_once(browser, network):
    sent = {"product": "Recharge 20 Go", "funder": "Don", "quantity": "40", "idempotency_key": str(new_id())}

    answers = [browser.post(f"{ROOT}/recharges/reception", data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(network.published("sessions.credit_moved.v1")) == 1


def test_a_mediator_sees_no_button_that_would_be_refused(network):
    with network.uow() as uow:
        item = a_tablet(uow)
    mediator = network.client(Role.MEDIATOR)

    seen = mediator.get(f"{ROOT}/materiels/{item.id}").text + mediator.get(f"{ROOT}/materiels").text

    assert f"{ROOT}/materiels/{item.id}/pret" in seen
    assert "/etat" not in seen
    assert f"{ROOT}/materiels/lot" not in seen
    assert mediator.get(f"{ROOT}/materiels/lot").status_code == 403


def test_the_item_page_tells_its_story(network, browser):
    with network.uow() as uow:
        loan = a_loan(uow)
        return_loan(uow, ACTOR, loan_id=loan.id)

    seen = text_of(browser.get(f"{ROOT}/materiels/{loan.item_id}"))

    assert "Histoire des prêts 1" in seen
    assert "Jeanne Labat 3 mars 2026 3 mars 2026 Rendu" in seen


def test_pages_of_another_network_do_not_exist(sessions, network):
    with network.uow() as uow:
        loan = a_loan(uow)
    stranger = sessions.network("oise").client(Role.ADMINISTRATOR)

    for path in (f"materiels/{loan.item_id}", f"prets/{loan.id}", f"personnes/{loan.person_id}"):
        assert stranger.get(f"{ROOT}/{path}").status_code == 404
        assert stranger.get(f"/materiel/oise/{path}").status_code == 404
    assert stranger.post(f"/materiel/oise/prets/{loan.id}/retour").status_code == 404


def test_a_wrong_number_of_a_sim_card_is_told_beside_the_numbers_and_in_the_summary(browser):
    typed = {"operator": "SFR", "iccids": "8933010000000000012\n12345", "received_on": "2026-03-02"}

    page = browser.post(f"{ROOT}/cartes-sim/reception", data=typed).text

    summary, form = page.split('<form class="one-column', 1)
    assert 'href="#refused-iccids"' in summary
    assert "Numéros des cartes (ICCID)\xa0: «\xa012345\xa0» n’est pas un numéro" in summary
    assert "12345\xa0» n’est pas un numéro" in form[: form.index("</textarea>")]


def test_three_empty_fields_are_three_different_lines(browser):
    page = browser.post(f"{ROOT}/recharges/reception", data={}).text

    told = re.findall(r'<li><a href="#refused-\w+">([^<]+)</a>', page)
    assert len(told) > 2
    assert len(set(told)) == len(told)
    assert "Nombre\xa0: Ce champ est à remplir." in told
