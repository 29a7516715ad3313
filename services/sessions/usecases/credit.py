"""Recharges: received from a funder, given to people, corrected. Every move is an entry of the journal."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert

from services.sessions.domain import ledger
from services.sessions.domain.ledger import Kind, Posting
from services.sessions.errors import EntryAlreadyReversed, EntryIsReversal
from services.sessions.models.credit import CreditEntry, CreditStock
from services.sessions.usecases.people import get_named
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.actor import Actor
from shared.events.sessions import CreditMoved
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def receive_credit(
    uow: UnitOfWork,
    actor: Actor,
    *,
    product: str,
    funder: str,
    quantity: int,
    received_on: date | None = None,
    note: str = "",
) -> CreditEntry:
    """The stock of this product and funder is opened if need be. ``quantity``: recharges, at least one."""
    stock = _stock(uow, product, funder)
    entry = CreditEntry(kind=Kind.RECEIVED, note=note, moved_on=received_on or uow.today)
    return _post(uow, actor, stock, ledger.received(quantity), entry)


def give_credit(
    uow: UnitOfWork, actor: Actor, *, stock_id: UUID, person_id: UUID, quantity: int, note: str = ""
) -> CreditEntry:
    """Raises PersonIsAnonymised, CreditShort when fewer recharges are left."""
    stock = uow.get(CreditStock, stock_id, lock=True)
    person = get_named(uow, person_id)
    entry = CreditEntry(kind=Kind.GIVEN, person_id=person.id, note=note, moved_on=uow.today)
    return _post(uow, actor, stock, ledger.given(quantity), entry)


def expire_credit(uow: UnitOfWork, actor: Actor, *, stock_id: UUID, quantity: int, note: str = "") -> CreditEntry:
    """Recharges whose validity is over leave the stock. Raises CreditShort."""
    stock = uow.get(CreditStock, stock_id, lock=True)
    entry = CreditEntry(kind=Kind.EXPIRED, note=note, moved_on=uow.today)
    return _post(uow, actor, stock, ledger.expired(quantity), entry)


def count_credit(uow: UnitOfWork, actor: Actor, *, stock_id: UUID, counted: int, note: str = "") -> CreditStock:
    """Someone counted the drawer: the journal follows. Nothing is written when the count was right."""
    stock = uow.get(CreditStock, stock_id, lock=True)
    if counted != stock.balance:
        entry = CreditEntry(kind=Kind.CORRECTED, note=note, moved_on=uow.today)
        _post(uow, actor, stock, ledger.corrected(counted - stock.balance), entry)
    return stock


def reverse_entry(uow: UnitOfWork, actor: Actor, *, entry_id: UUID) -> CreditEntry:
    """Writes the entry that undoes another one.

    Raises EntryIsReversal, EntryAlreadyReversed, and CreditShort when what was received has since been given.
    """
    mistake = uow.get(CreditEntry, entry_id)
    stock = uow.get(CreditStock, mistake.stock_id, lock=True)
    if mistake.reverses_id is not None:
        raise EntryIsReversal
    if uow.session.scalar(select(exists().where(CreditEntry.reverses_id == mistake.id))):
        raise EntryAlreadyReversed
    entry = CreditEntry(
        kind=Kind.CORRECTED, person_id=mistake.person_id, reverses_id=mistake.id, note="", moved_on=uow.today
    )
    return _post(uow, actor, stock, mistake.posting.reversed(), entry, reversed_kind=mistake.kind)


def _stock(uow: UnitOfWork, product: str, funder: str) -> CreditStock:
    """The stock, locked. Two receptions at once open it once."""
    values = {"tenant_id": uow.tenant_id, "id": new_id(), "product": product, "funder": funder, "balance": 0}
    uow.session.execute(insert(CreditStock).values(values).on_conflict_do_nothing())
    statement = select(CreditStock).where(CreditStock.product == product, CreditStock.funder == funder)
    return uow.session.scalars(statement.with_for_update()).one()


def _post(
    uow: UnitOfWork, actor: Actor, stock: CreditStock, posting: Posting, entry: CreditEntry, *, reversed_kind: str = ""
) -> CreditEntry:
    """The caller holds the stock's lock: the balance read is the balance written."""
    stock.apply(posting)
    entry.stock_id, entry.quantity = stock.id, posting.quantity
    entry.debit, entry.credit = posting.debit, posting.credit
    entry.recorded_at, entry.recorded_by = uow.now, actor.label
    uow.session.add(entry)
    uow.session.flush()
    uow.publish(
        CreditMoved(
            entry_id=entry.id,
            kind=entry.kind,
            quantity=posting.effect if entry.kind == Kind.CORRECTED else posting.quantity,
            product=stock.product,
            funder=stock.funder,
            person=pseudonym_of(uow, entry.person_id) if entry.person_id else None,
            moved_on=entry.moved_on,
            reversed_kind=reversed_kind,
        )
    )
    return entry
