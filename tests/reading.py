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


def both_values(
    browser: Any, form: str, typed: dict[str, str], *, first: dict[str, str], second: dict[str, str]
) -> tuple[Any, Any]:
    """Two people open one form and save it one after the other: what the second is answered, then when they insist."""
    opened = _version(browser.get(form))
    assert browser.post(form, data={**typed, **first, "version": opened}).status_code == 303
    refused = browser.post(form, data={**typed, **second, "version": opened})
    return refused, browser.post(form, data={**typed, **second, "version": _version(refused)})


def saved_meanwhile(answer: Any) -> list[str]:
    """What a refused form shows beside what was typed."""
    shown = re.findall(r'-saved">[^<]*<strong>(.*?)</strong>|class="saved-text">(.*?)</p>', text_of(answer), re.DOTALL)
    return [short or long for short, long in shown]


def _version(answer: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', answer.text)
    assert found, text_of(answer)
    return found[1]
