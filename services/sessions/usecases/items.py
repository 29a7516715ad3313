"""Pieces of equipment: registered one by one or many at once, repaired, lost, found, retired."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.sessions.domain.tags import clean_tag, next_number, tag_sequence
from services.sessions.errors import ItemAlreadyLent, ItemStatusUnchanged, SerialTaken, TagTaken
from services.sessions.models.item import Item, ItemStatus
from services.sessions.models.purchase import Purchase
from services.sessions.usecases import loans
from services.sessions.usecases.item_announcements import announce_item
from services.sessions.usecases.placements import announce_stock
from services.sessions.usecases.structures import ensure_structure
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def register_item(
    uow: UnitOfWork,
    actor: Actor,
    *,
    tag: str,
    kind: str,
    model: str,
    serial: str | None = None,
    **more: Any,
) -> Item:
    """``more``: price, purchase and place, as of several. Raises TagTaken, SerialTaken."""
    (item,) = _register(uow, [clean_tag(tag)], [serial] if serial else [], kind=kind, model=model, **more)
    return item


def register_items(
    uow: UnitOfWork,
    actor: Actor,
    *,
    prefix: str,
    count: int,
    kind: str,
    model: str,
    serials: Sequence[str] = (),
    **more: Any,
) -> list[Item]:
    """``count`` alike items, tagged ``prefix`` + the numbers that follow the highest one in use.

    ``serials``: none, or exactly ``count``, in the order of the tags. ``more``: ``purchase_id``, ``price_cents`` (of
    one item), ``structure_id`` (that keeps them). Raises TagTaken, SerialTaken.
    """
    tags = tag_sequence(prefix, first=next_number(prefix, _tags_behind(uow, prefix)), count=count)
    return _register(uow, tags, serials, kind=kind, model=model, **more)


def change_status(uow: UnitOfWork, actor: Actor, *, item_id: UUID, status: str) -> Item:
    """To repair, lost, retired, or available again. A lent item can only be declared lost, which ends its loan.

    Raises ItemAlreadyLent, ItemStatusUnchanged.
    """
    item = uow.get(Item, item_id, lock=True)
    if item.status == status:
        raise ItemStatusUnchanged
    if item.is_lent and status != ItemStatus.LOST:
        raise ItemAlreadyLent
    if item.is_lent:
        loans.give_up_loan(uow, item)
    item.become(status, on=uow.today)
    uow.session.flush()
    announce_item(uow, item)
    announce_stock(uow, item.structure_id)
    return item


def _register(
    uow: UnitOfWork,
    tags: list[str],
    serials: Sequence[str],
    *,
    kind: str,
    model: str,
    purchase_id: UUID | None = None,
    price_cents: int | None = None,
    structure_id: UUID | None = None,
) -> list[Item]:
    if purchase_id is not None:
        uow.get(Purchase, purchase_id)
    if structure_id is not None:
        ensure_structure(uow, structure_id)
    _refuse_taken(uow, tags, serials)
    items = [
        Item(
            tag=tag,
            kind=kind,
            model=model,
            serial=serial,
            purchase_id=purchase_id,
            price_cents=price_cents,
            structure_id=structure_id,
            status=ItemStatus.AVAILABLE,
            since=uow.today,
            version=1,
        )
        for tag, serial in zip(tags, serials or [None] * len(tags), strict=True)
    ]
    uow.session.add_all(items)
    uow.session.flush()
    for item in items:
        announce_item(uow, item)
    announce_stock(uow, structure_id)
    return items


def _refuse_taken(uow: UnitOfWork, tags: Sequence[str], serials: Sequence[str]) -> None:
    if uow.session.scalar(select(func.count(Item.id)).where(Item.tag.in_(tags))):
        raise TagTaken
    if len(set(serials)) < len(serials) or uow.session.scalar(
        select(func.count(Item.id)).where(Item.serial.in_(serials))
    ):
        raise SerialTaken


def _tags_behind(uow: UnitOfWork, prefix: str) -> list[str]:
    return list(uow.session.scalars(select(Item.tag).where(Item.tag.startswith(clean_tag(prefix), autoescape=True))))
