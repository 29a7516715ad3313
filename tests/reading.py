"""What tests read: a page as people do, the journal line by line."""

import html
import re
from typing import Any

from sqlalchemy import select

from shared.testing.subject import NetworkUnderTest


def text_of(answer: Any) -> str:
    """With ordinary spaces: where they must not break is another matter."""
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def words_of(answer: Any) -> str:
    """What is read on the page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())


def told(network: NetworkUnderTest, noun: str) -> list[tuple[Any, ...]]:
    """``(who, action, what, changes)`` of the journal's lines about ``noun``, in their order."""
    with network.uow() as uow:
        table = uow.plumbing.journal
        rows = uow.session.execute(select(table).where(table.c.noun == noun).order_by(table.c.id)).all()
    return [(row.actor_label, row.action, row.thing_label, row.changes) for row in rows]
