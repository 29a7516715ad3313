"""What tests read: a page as people do, the journal line by line."""

import html
from typing import Any

from sqlalchemy import select

from shared.testing.subject import NetworkUnderTest


def text_of(answer: Any) -> str:
    """With ordinary spaces: where they must not break is another matter."""
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def told(network: NetworkUnderTest, noun: str) -> list[tuple[Any, ...]]:
    """``(who, action, what, changes)`` of the journal's lines about ``noun``, in their order."""
    with network.uow() as uow:
        table = uow.plumbing.journal
        rows = uow.session.execute(select(table).where(table.c.noun == noun).order_by(table.c.id)).all()
    return [(row.actor_label, row.action, row.thing_label, row.changes) for row in rows]
