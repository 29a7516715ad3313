"""The letters that ask « is this still right? »: one to each person, however many records they keep.

A referent of five libraries whose records were imported on one day is asked about all five on one day. One letter,
whose link opens one page with the five, takes two taps to answer, as the letter about one record does; five letters
would take ten, and be answered by nobody.
"""

from collections.abc import Sequence
from typing import Any

from services.directory.domain import links
from services.directory.domain.links import Site
from services.directory.models.record_check import RECORD, VALID_FOR
from services.directory.queries.record_checks import Asked
from shared import row_tokens
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

PURPOSE, LIST_PURPOSE = "record_check", "record_checks"
"""The word of a list opens all the records of the letter; that of one record opens no other."""


def send(uow: UnitOfWork, site: Site, asked: Sequence[Asked]) -> int:
    """Returns how many letters leave. Two people who share a mailbox get one each."""
    people: dict[tuple[str, str, str], list[Asked]] = {}
    for one in asked:
        people.setdefault((one.check.kind, one.check.email, one.referent.name.lower()), []).append(one)
    uow.publish_all([_letter(uow, site, records) for records in people.values()])
    return len(people)


def word_of(uow: UnitOfWork, secret: str, one: Asked) -> str:
    """That opens this record, to answer for it alone."""
    return row_tokens.sign(secret, PURPOSE, uow.tenant_id, one.check.id)


def _letter(uow: UnitOfWork, site: Site, records: Sequence[Asked]) -> MessageRequested:
    first = records[0]
    name = "record_check" if first.check.kind == RECORD else "referent_check"
    told = _about_one(uow, site, first) if len(records) == 1 else _about_many(uow, site, records)
    return MessageRequested(
        message_id=new_id(),
        template=name if len(records) == 1 else f"{name}s",
        email=first.check.email,
        context={"name": first.referent.name, "network": uow.network.label, **told},
        expires_at=uow.now + VALID_FOR,
    )


def _about_one(uow: UnitOfWork, site: Site, one: Asked) -> dict[str, Any]:
    link = links.record_check(site.public_url, uow.network.slug, word_of(uow, site.secret, one))
    return {"structure": one.structure.label, "commune": one.structure.commune, "link": link}


def _about_many(uow: UnitOfWork, site: Site, records: Sequence[Asked]) -> dict[str, Any]:
    word = row_tokens.sign(site.secret, LIST_PURPOSE, uow.tenant_id, records[0].check.id)
    link = links.record_checks(site.public_url, uow.network.slug, word)
    return {"link": link, "records": [_about_one(uow, site, one) for one in records]}
