"""SIM cards: a lot is received, each card is given to a person."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.sessions.errors import IccidTaken
from services.sessions.models.purchase import Purchase
from services.sessions.models.sim_card import SimCard, SimReception
from services.sessions.usecases.people import get_named
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.actor import Actor
from shared.events.sessions import SimGiven, SimReceived
from shared.unit_of_work import UnitOfWork


def receive_sim_cards(
    uow: UnitOfWork,
    actor: Actor,
    *,
    operator: str,
    iccids: Sequence[str],
    received_on: date,
    purchase_id: UUID | None = None,
) -> SimReception:
    """``iccids``: checked and different from one another. All enter, or none. Raises IccidTaken."""
    if purchase_id is not None:
        uow.get(Purchase, purchase_id)
    if uow.session.scalar(select(func.count(SimCard.id)).where(SimCard.iccid.in_(iccids))):
        raise IccidTaken
    reception = SimReception(operator=operator, quantity=len(iccids), received_on=received_on, purchase_id=purchase_id)
    uow.session.add(reception)
    uow.session.flush()
    cards = [SimCard(iccid=iccid, operator=operator, reception_id=reception.id, version=1) for iccid in iccids]
    uow.session.add_all(cards)
    uow.session.flush()
    uow.publish(
        SimReceived(
            reception_id=reception.id,
            quantity=reception.quantity,
            operator=reception.operator,
            received_on=reception.received_on,
        )
    )
    return reception


def give_sim_card(uow: UnitOfWork, actor: Actor, *, sim_id: UUID, person_id: UUID) -> SimCard:
    """Raises PersonIsAnonymised, SimAlreadyGiven."""
    card = uow.get(SimCard, sim_id, lock=True)
    person = get_named(uow, person_id)
    card.give(person.id, on=uow.today)
    uow.publish(
        SimGiven(sim_id=card.id, operator=card.operator, person=pseudonym_of(uow, person.id), given_on=uow.today)
    )
    return card
