"""Loans: an item goes to a person, and comes back."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.sessions.domain.due import latest_due_on
from services.sessions.errors import LoanEnded
from services.sessions.models.item import Item, ItemStatus
from services.sessions.models.loan import Loan, LoanOutcome
from services.sessions.usecases.item_announcements import announce_item
from services.sessions.usecases.people import get_named
from services.sessions.usecases.placements import announce_stock
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.actor import Actor
from shared.errors import Invalid
from shared.events.sessions import LoanOpened, LoanReopened, LoanReturned
from shared.unit_of_work import UnitOfWork


def lend_item(uow: UnitOfWork, actor: Actor, *, item_id: UUID, person_id: UUID, due_on: date) -> Loan:
    """Raises PersonIsAnonymised, ItemAlreadyLent, ItemUnavailable, Invalid (due date in the past or too far)."""
    item = uow.get(Item, item_id, lock=True)
    person = get_named(uow, person_id)
    item.check_may_be_lent()
    _check_due(due_on, uow.today)
    loan = Loan(
        item_id=item.id,
        item_no=item.item_no,
        person_id=person.id,
        lent_at=uow.now,
        lent_on=uow.today,
        due_on=due_on,
        version=1,
    )
    uow.session.add(loan)
    _move(uow, item, ItemStatus.LENT)
    uow.publish(
        LoanOpened(
            loan_id=loan.id,
            item_id=item.id,
            item_kind=item.kind,
            person=pseudonym_of(uow, person.id),
            lent_on=loan.lent_on,
            due_on=loan.due_on,
        )
    )
    return loan


def return_loan(uow: UnitOfWork, actor: Actor, *, loan_id: UUID) -> Loan:
    """The item is back on the shelf. Raises LoanEnded."""
    return _end(uow, loan_id, LoanOutcome.RETURNED)


def cancel_loan(uow: UnitOfWork, actor: Actor, *, loan_id: UUID) -> Loan:
    """The loan was entered by mistake, today: it will not be counted. Raises LoanEnded, TooLateToCancel."""
    return _end(uow, loan_id, LoanOutcome.CANCELLED)


def reopen_loan(uow: UnitOfWork, actor: Actor, *, loan_id: UUID) -> Loan:
    """The return was entered by mistake, today. Raises LoanStillOpen, TooLateToCancel, and ItemAlreadyLent or
    ItemUnavailable when the item has gone elsewhere meanwhile."""
    loan, item = _lock(uow, loan_id)
    loan.reopen(on=uow.today)
    item.check_may_be_lent()
    _move(uow, item, ItemStatus.LENT)
    uow.publish(LoanReopened(loan_id=loan.id, item_id=item.id, version=loan.version))
    return loan


def give_up_loan(uow: UnitOfWork, item: Item) -> Loan:
    """Ends the loan of an item that will not come back. The caller holds the item's lock and changes its status."""
    loan = uow.session.scalars(select(Loan).where(Loan.item_id == item.id, Loan.returned_at.is_(None))).one()
    loan.end(LoanOutcome.LOST, at=uow.now, on=uow.today)
    uow.session.flush()
    _announce_end(uow, loan)
    return loan


def _end(uow: UnitOfWork, loan_id: UUID, outcome: LoanOutcome) -> Loan:
    loan, item = _lock(uow, loan_id)
    loan.end(outcome, at=uow.now, on=uow.today)
    _move(uow, item, ItemStatus.AVAILABLE)
    _announce_end(uow, loan)
    return loan


def _lock(uow: UnitOfWork, loan_id: UUID) -> tuple[Loan, Item]:
    """The item first, as everyone does: two commands about one item wait for each other, and never cross."""
    item_id = uow.get(Loan, loan_id).item_id
    item = uow.get(Item, item_id, lock=True)
    return uow.get(Loan, loan_id, lock=True), item


def _move(uow: UnitOfWork, item: Item, status: ItemStatus) -> None:
    item.become(status, on=uow.today)
    uow.session.flush()
    announce_item(uow, item)
    announce_stock(uow, item.structure_id)


def _announce_end(uow: UnitOfWork, loan: Loan) -> None:
    if loan.returned_on is None or loan.outcome is None:
        raise LoanEnded
    uow.publish(
        LoanReturned(
            loan_id=loan.id,
            item_id=loan.item_id,
            returned_on=loan.returned_on,
            version=loan.version,
            outcome=loan.outcome,
        )
    )


def _check_due(due_on: date, today: date) -> None:
    if due_on < today:
        raise Invalid({"due_on": ["Cette date est passée. Choisissez une date à venir."]})
    if due_on > latest_due_on(today):
        raise Invalid({"due_on": ["Un prêt dure deux ans au plus. Vérifiez l’année."]})
