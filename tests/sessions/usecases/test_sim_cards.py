import pytest
from sqlalchemy import select

from services.sessions.errors import IccidTaken, SimAlreadyGiven
from services.sessions.models import SimCard
from services.sessions.queries.sim_cards import count_sim_cards, find_by_iccid
from services.sessions.usecases.sim_cards import give_sim_card
from tests.factories.equipment import ACTOR, a_person, iccids, some_sim_cards


def test_twenty_cards_are_received_and_one_is_given(sessions):
    network = sessions.network()

    with network.uow() as uow:
        some_sim_cards(uow, 20)
        card = uow.session.scalars(select(SimCard).limit(1)).one()
        give_sim_card(uow, ACTOR, sim_id=card.id, person_id=a_person(uow).id)

        assert count_sim_cards(uow) == (19, 1)
    ((_, received),) = network.published("sessions.sim_received.v1")
    ((_, given),) = network.published("sessions.sim_given.v1")
    assert (received["quantity"], received["operator"]) == (20, "SFR")
    assert given["sim_id"] == str(card.id)


def test_a_card_enters_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        some_sim_cards(uow, 2)

    with pytest.raises(IccidTaken), network.uow() as uow:
        some_sim_cards(uow, 1)


def test_a_card_is_given_once(sessions):
    network = sessions.network()
    with network.uow() as uow:
        some_sim_cards(uow, 1)
        card, person = uow.session.scalars(select(SimCard)).one(), a_person(uow)
        give_sim_card(uow, ACTOR, sim_id=card.id, person_id=person.id)

    with pytest.raises(SimAlreadyGiven), network.uow() as uow:
        give_sim_card(uow, ACTOR, sim_id=card.id, person_id=person.id)


def test_a_scanned_number_finds_its_card_with_spaces_and_a_final_f(sessions):
    network = sessions.network()
    with network.uow() as uow:
        some_sim_cards(uow, 1)
        (number,) = iccids(1)

        found = find_by_iccid(uow, f"{number[:4]} {number[4:]}F")

        assert found is not None
        assert found.iccid == number
