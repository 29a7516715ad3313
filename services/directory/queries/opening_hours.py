"""Structures whose hours are French text that can be read, to be confirmed by a person."""

from sqlalchemy import ColumnElement, exists, func, literal, not_, select

from services.directory.models.hours_reading import LEFT, HoursReading
from services.directory.models.structure import ACTIVE, Structure
from services.directory.opening import reading_of
from services.directory.queries.whole_network import remembered
from shared.text_array import TextArray
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import Page, paginate

SHOWN = 20
PROPOSED = "proposed"
STATES = (PROPOSED, LEFT)


def list_readable(uow: UnitOfWork, *, state: str = PROPOSED, cursor: str | None = None, limit: int = SHOWN) -> Page:
    """By name. ``left``: those whose text somebody has chosen to keep."""
    query = select(Structure).where(*_readable(uow, state))
    count = count_readable(uow, state)
    return paginate(uow, query, Structure.label_key, Structure.id, cursor=cursor, limit=limit, count=count)


def count_readable(uow: UnitOfWork, state: str = PROPOSED) -> int:
    return uow.session.scalar(select(func.count(Structure.id)).where(*_readable(uow, state))) or 0


def _readable(uow: UnitOfWork, state: str) -> list[ColumnElement[bool]]:
    texts = literal(_readable_texts(uow), TextArray())
    same = (HoursReading.structure_id == Structure.id, HoursReading.text == Structure.opening_hours)
    was_left = exists(select(HoursReading.id).where(*same, HoursReading.state == LEFT))
    is_read = Structure.opening_hours.in_(select(func.unnest(texts))).is_(True)
    return [Structure.status == ACTIVE, is_read, was_left if state == LEFT else not_(was_left)]


def _readable_texts(uow: UnitOfWork) -> list[str]:
    here = (Structure.status == ACTIVE, Structure.opening_hours != "")
    query = select(Structure.opening_hours).where(*here).distinct()
    return remembered(uow, "hours read", lambda: [text for text in uow.session.scalars(query) if reading_of(text)])
