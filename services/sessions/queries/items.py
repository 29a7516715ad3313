"""Looking at equipment."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from services.sessions.domain.names import search_key
from services.sessions.domain.tags import clean_tag, next_number, tag_sequence
from services.sessions.models.item import Item, ItemKind, ItemStatus
from services.sessions.models.loan import Loan
from shared.text_search import fold, folded
from shared.unit_of_work import UnitOfWork

ORDERS: dict[str, tuple[Any, ...]] = {
    "tag": (Item.tag, Item.id),
    "model": (Item.model, Item.tag, Item.id),
    "since": (Item.since, Item.id),
}
"""Ways to order the list; ``since`` is read newest first."""


def items(*, search: str = "", status: str = "", kind: str = "", **held: UUID | None) -> Select[Item]:
    """In no order. What is unknown filters nothing.

    ``search``: every word in the tag, the model or the serial, or the beginning of a word of the kind's name. ``held``:
    attribute → identifier, of the purchase or of the structure that keeps the item.
    """
    statement = select(Item)
    for word in search.split():
        found = [column.icontains(word, autoescape=True) for column in (Item.tag, Item.serial)]
        found += [folded(Item.model).contains(fold(word), autoescape=True), Item.kind.in_(_kinds_called(word))]
        statement = statement.where(or_(*found))
    if status in set(ItemStatus):
        statement = statement.where(Item.status == status)
    if kind in set(ItemKind):
        statement = statement.where(Item.kind == kind)
    same = [getattr(Item, name) == value for name, value in held.items() if value is not None]
    return statement.where(*same)


def _kinds_called(word: str) -> list[ItemKind]:
    """« tablettes » and « port » (« Ordinateur portable »), whatever their accents."""
    key = search_key(word)
    beginning = key.removesuffix("s") if len(key) > 3 else key
    if len(beginning) < 3:  # « or » is more likely a part of a number
        return []
    return [kind for kind in ItemKind if f" {beginning}" in f" {search_key(kind.label)}"]


def count_items(uow: UnitOfWork, statement: Select[Item]) -> int:
    return uow.session.scalar(select(func.count()).select_from(statement.with_only_columns(Item.id).subquery())) or 0


def get_item(uow: UnitOfWork, item_id: UUID) -> Item:
    """Raises NotFound."""
    return uow.get(Item, item_id)


def find_by_number(uow: UnitOfWork, text: str) -> Item | None:
    """By the exact tag or serial number, as a scanner types them."""
    tag, serial = clean_tag(text), text.strip()
    return uow.session.scalars(
        select(Item).where(or_(Item.tag == tag, Item.serial == serial)).order_by(Item.tag != tag).limit(1)
    ).one_or_none()


def count_by_status(uow: UnitOfWork) -> dict[ItemStatus, int]:
    """Every status, in the order of a piece of equipment's life."""
    rows = uow.session.execute(select(Item.status, func.count()).select_from(Item).group_by(Item.status))
    counted = {status: count for status, count in rows}
    return {status: counted.get(status, 0) for status in ItemStatus}


def list_loans_of_item(uow: UnitOfWork, item_id: UUID) -> list[Loan]:
    """Newest first."""
    return list(
        uow.session.scalars(
            select(Loan)
            .where(Loan.item_id == item_id)
            .order_by(Loan.lent_at.desc(), Loan.id.desc())
            .options(joinedload(Loan.person))
        )
    )


def next_tag(uow: UnitOfWork, prefix: str) -> str:
    known = uow.session.scalars(select(Item.tag).where(Item.tag.startswith(clean_tag(prefix), autoescape=True)))
    return tag_sequence(prefix, first=next_number(prefix, known), count=1)[0]
