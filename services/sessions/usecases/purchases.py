"""Purchases and gifts."""

from datetime import date
from uuid import UUID

from services.sessions.models.purchase import Purchase
from shared.actor import Actor
from shared.events.sessions import PurchaseRecorded
from shared.unit_of_work import UnitOfWork


def record_purchase(
    uow: UnitOfWork, actor: Actor, *, label: str, funder: str, amount_cents: int, purchased_on: date
) -> Purchase:
    """``amount_cents``: euro cents, all taxes included."""
    purchase = Purchase(label=label, funder=funder, amount_cents=amount_cents, purchased_on=purchased_on, version=1)
    uow.session.add(purchase)
    uow.session.flush()
    _announce(uow, purchase)
    return purchase


def correct_purchase(
    uow: UnitOfWork,
    actor: Actor,
    *,
    purchase_id: UUID,
    label: str,
    funder: str,
    amount_cents: int,
    purchased_on: date,
    version: int | None = None,
) -> Purchase:
    """``version``: of the purchase that was read. Raises ChangedMeanwhile."""
    purchase = uow.get(Purchase, purchase_id, lock=True, seen=version)
    purchase.label, purchase.funder = label, funder
    purchase.amount_cents, purchase.purchased_on = amount_cents, purchased_on
    purchase.version += 1
    _announce(uow, purchase)
    return purchase


def _announce(uow: UnitOfWork, purchase: Purchase) -> None:
    uow.publish(
        PurchaseRecorded(
            purchase_id=purchase.id,
            version=purchase.version,
            label=purchase.label,
            funder=purchase.funder,
            amount_cents=purchase.amount_cents,
            purchased_on=purchase.purchased_on,
        )
    )
