"""A referent without an account reads an orientation, and answers it, by the link of the mail."""

from dataclasses import dataclass
from datetime import timedelta

from services.directory.domain import orientations as rules
from services.directory.errors import LinkUnusable
from services.directory.models.orientation import Orientation
from services.directory.models.referent import Referent
from services.directory.queries.networks import answer_days_of
from services.directory.usecases.attempts import count_attempt
from services.directory.usecases.orientation_news import LINK_PURPOSE
from services.directory.usecases.person_keys import person_key
from shared import row_tokens
from shared.actor import Actor
from shared.roles import Role
from shared.unit_of_work import UnitOfWork

AN_HOUR = 20
"""Answers that one link may give within an hour: each writes to the sender."""


@dataclass(frozen=True)
class Opened:
    """``referent``: who holds the link, with the rights of the receiving side and no others."""

    orientation: Orientation
    referent: Actor


def open_link(uow: UnitOfWork, token: str) -> Opened:
    """Changes nothing. Raises LinkUnusable: unknown, too old, or the referent was removed or is reached elsewhere."""
    orientation_id = row_tokens.read(person_key().hex(), LINK_PURPOSE, uow.tenant_id, token)
    orientation = uow.session.get(Orientation, (uow.tenant_id, orientation_id)) if orientation_id else None
    if orientation is None or orientation.way != rules.LINK or _is_too_old(uow, orientation):
        raise LinkUnusable
    referent = uow.session.get(Referent, (uow.tenant_id, orientation.referent_id))
    if referent is None or not referent.is_current or referent.email != orientation.referent_email:
        raise LinkUnusable
    named = orientation.referent_label  # as the sender may read it
    return Opened(orientation, Actor(None, named, frozenset({Role.REFERENT}), frozenset({orientation.structure_id})))


def answer_by_link(uow: UnitOfWork, token: str) -> Opened:
    """To be followed by a use case of :mod:`orientation_answers`. Raises LinkUnusable, TooMany."""
    opened = open_link(uow, token)
    count_attempt(uow, "orientation_link", str(opened.orientation.id), at_most=AN_HOUR, within=timedelta(hours=1))
    uow.act_as(opened.referent)
    return opened


def _is_too_old(uow: UnitOfWork, orientation: Orientation) -> bool:
    return uow.now >= orientation.steps[-1].at + timedelta(days=max(rules.LINK_DAYS, answer_days_of(uow)))
