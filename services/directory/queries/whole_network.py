"""What is asked of all the structures of a network again and again, remembered by this process until one changes.

Nothing is remembered from one network for another; whether it still holds is asked of the database each time, behind
the wall as any other question.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from services.directory.models.structure import Structure
from shared.unit_of_work import UnitOfWork


def texts_of(uow: UnitOfWork, what: str, query: Select[Any]) -> list[str]:
    """The texts that ``query`` selects from the structures; ``what`` names the query."""
    state = select(func.count(Structure.id), func.sum(Structure.version), func.max(Structure.changed_at))
    mark = tuple(uow.session.execute(state).one())  # before the texts: they are at least as new
    place = _place(uow.tenant_id, what)
    known = place.get("known")
    if known is None or known[0] != mark:
        known = place["known"] = (mark, list(uow.session.scalars(query)))
    return known[1]


def filtered(
    uow: UnitOfWork, what: str, query: Select[Any], choose: Callable[[Sequence[str], datetime], list[str]]
) -> list[str]:
    """What ``choose`` keeps of :func:`texts_of` for the present minute, remembered until the next one."""
    texts, minute = texts_of(uow, what, query), uow.now.replace(second=0, microsecond=0)
    place = _place(uow.tenant_id, f"chosen {what}")
    known = place.get("known")
    if known is None or known[0] is not texts or known[1] != minute:
        known = place["known"] = (texts, minute, choose(texts, minute))
    return known[2]


@lru_cache(maxsize=1024)
def _place(tenant_id: UUID, what: str) -> dict[str, Any]:
    """Some questions for each of some hundreds of networks, before the least recent one is forgotten."""
    return {}
