"""What is made of all the structures of a network again and again, remembered by this process until one changes.

Nothing is remembered from one network for another; whether it still holds is asked of the database each time, behind
the wall as any other question.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from services.directory.models.structure import Structure
from shared.unit_of_work import UnitOfWork

Made = TypeVar("Made")

STATE = (func.count(), func.sum(Structure.version), func.max(Structure.changed_at))
"""Of the structures that a query reads: another one after every change. Of all of them, an index holds it."""


def remembered(uow: UnitOfWork, what: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` makes, anew when a structure of the network has changed; ``what`` names it and its conditions.

    Only for transactions that read: what one of them writes might be remembered and then not committed.
    """
    mark = _mark(uow)  # before the making: what is made is at least as new
    place = _place(uow.tenant_id, what)
    known = place.get("known")
    if known is None or known[0] != mark:
        known = place["known"] = (mark, make())
    return known[1]


def _mark(uow: UnitOfWork) -> tuple[Any, ...]:
    """Asked once in a unit of work."""
    known = uow.session.info.get("structures_mark")
    if known is None:
        known = uow.session.info["structures_mark"] = tuple(uow.session.execute(select(*STATE)).one())
    return known


@lru_cache(maxsize=1024)
def _place(tenant_id: UUID, what: Hashable) -> dict[str, tuple[Any, Any]]:
    """Some questions for each of some hundreds of networks, before the least recent one is forgotten."""
    return {}
