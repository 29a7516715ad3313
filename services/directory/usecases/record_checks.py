"""Asking referents whether their record is still right, and taking their answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.freshness import Freshness
from services.directory.domain.links import Site
from services.directory.domain.referents import year_after
from services.directory.errors import AskedToday, LinkUnusable, NobodyToAsk, NotItsReferent
from services.directory.models.record_check import (
    CORRECTED,
    RECORD,
    REFERENT,
    SOMEBODY_ELSE,
    STILL_RIGHT,
    RecordCheck,
)
from services.directory.models.referent import Referent
from services.directory.models.structure import Structure
from services.directory.queries import record_checks as queries
from services.directory.queries.networks import thresholds_of
from services.directory.queries.record_checks import Asked
from services.directory.usecases import record_letters as letters
from services.directory.usecases.referent_members import lock_referent
from services.directory.usecases.referents import give_up
from services.directory.usecases.structures import change_structure
from shared import row_tokens
from shared.actor import Actor
from shared.ids import new_id
from shared.roles import Role
from shared.unit_of_work import UnitOfWork

AT_ONCE = 200
"""Mails of one turn of the clock, so that a network whose whole directory is old does not hold up the others."""
HOURS = range(8, 19)
"""Of the network's own day: nobody is asked in the night."""


def ask_due(uow: UnitOfWork, site: Site) -> int:
    """Every question whose threshold is reached and that was never put. Returns how many letters leave."""
    if uow.now.astimezone(uow.zone).hour not in HOURS:
        return 0
    asked = [_ask(uow, RECORD, *due) for due in queries.list_unasked_records(uow, limit=AT_ONCE)]
    ended = queries.list_unasked_referents(uow, limit=AT_ONCE)
    asked += [_ask(uow, REFERENT, structure, referent) for referent, structure in ended]
    return letters.send(uow, site, asked)


def ask_again(uow: UnitOfWork, actor: Actor, site: Site, *, structure_id: UUID) -> RecordCheck:
    """At the animator's wish, whatever was asked before. Raises NobodyToAsk, AskedToday."""
    structure = uow.get(Structure, structure_id, lock=True)
    referent = queries.find_askable(uow, structure_id)
    if referent is None:
        raise NobodyToAsk
    known = queries.find_last_check(uow, structure_id)
    if known is not None and known.sent_at.astimezone(uow.zone).date() == uow.today:
        raise AskedToday(name=referent.name)
    asked = _ask(uow, RECORD, structure, referent)
    letters.send(uow, site, [asked])
    return asked.check


def ask_all(uow: UnitOfWork, actor: Actor, site: Site, *, state: Freshness) -> int:
    """Everybody who can be asked about a record in this state and was not within a week.

    Returns how many letters leave: one to each person, whatever the number of their records.
    """
    due = queries.list_to_ask_again(uow, state, limit=AT_ONCE)
    return letters.send(uow, site, [_ask(uow, RECORD, structure, referent) for structure, referent in due])


def find_check(uow: UnitOfWork, secret: str, token: str) -> RecordCheck:
    """By the word of the mail's link. Raises LinkUnusable: unknown, expired, or the structure left the directory."""
    check_id = row_tokens.read(secret, letters.PURPOSE, uow.tenant_id, token)
    check = uow.session.get(RecordCheck, (uow.tenant_id, check_id)) if check_id else None
    if check is None or not check.is_usable(uow.now) or not uow.get(Structure, check.structure_id).is_active:
        raise LinkUnusable
    return check


def find_listed(uow: UnitOfWork, secret: str, token: str) -> Sequence[Asked]:
    """By the word of a letter about several records: those that still wait for the answer of the person whom it was
    sent to. Raises LinkUnusable."""
    check_id = row_tokens.read(secret, letters.LIST_PURPOSE, uow.tenant_id, token)
    check = uow.session.get(RecordCheck, (uow.tenant_id, check_id)) if check_id else None
    if check is None or not check.is_usable(uow.now):
        raise LinkUnusable
    return queries.list_waiting_with(uow, check)


def confirm(uow: UnitOfWork, check: RecordCheck) -> None:
    """« Oui, c’est toujours juste » : the record is vouched for today, and so is the person who says so."""
    referent = _answering(uow, check)
    if check.kind == RECORD:
        change_structure(uow, _as_referent(referent), structure_id=check.structure_id)
    _prolong(referent, check, uow.today)
    check.close(STILL_RIGHT, uow.now)


def confirm_by_phone(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, referent_id: UUID) -> RecordCheck:
    """« C’est toujours juste, m’a-t-on dit au téléphone » : ``actor`` writes down what the referent has said.

    Raises NotItsReferent when the structure has no such referent any more.
    """
    structure = uow.get(Structure, structure_id, lock=True)
    referent = uow.get(Referent, referent_id, lock=True)
    if referent.structure_id != structure_id or not (referent.is_current and structure.is_active):
        raise NotItsReferent
    check = _asked(uow, RECORD, structure, referent, email="")
    change_structure(uow, actor, structure_id=structure_id)
    _prolong(referent, check, uow.today)
    check.close(STILL_RIGHT, uow.now)
    return check


def correct(uow: UnitOfWork, check: RecordCheck, values: dict[str, Any]) -> Structure:
    """Applied at once: the referent knows. Only the structure that the question was about."""
    referent = _answering(uow, check)
    structure = change_structure(uow, _as_referent(referent), structure_id=check.structure_id, **values)
    check.close(CORRECTED, uow.now)
    return structure


def pass_on(uow: UnitOfWork, check: RecordCheck) -> None:
    """« Ce n’est plus moi » : the network finds somebody else, and writes no more to this person."""
    referent = _answering(uow, check)
    give_up(uow, referent)
    check.close(SOMEBODY_ELSE, uow.now)


def _ask(uow: UnitOfWork, kind: str, structure: Structure, referent: Referent) -> Asked:
    return Asked(_asked(uow, kind, structure, referent, email=referent.email), structure, referent)


def _asked(uow: UnitOfWork, kind: str, structure: Structure, referent: Referent, *, email: str) -> RecordCheck:
    """The same question is one row, however often it is put."""
    check = _find(uow, kind, structure, referent)
    if check is None:
        check = RecordCheck(id=new_id(), kind=kind, structure_id=structure.id, times=0)
        check.state, check.about = _question(uow, kind, structure, referent)
    check.referent_id, check.email = referent.id, email
    check.sent_at, check.times = uow.now, check.times + 1
    check.answer = check.answered_at = None
    uow.session.add(check)
    uow.session.flush()
    return check


def _question(uow: UnitOfWork, kind: str, structure: Structure, referent: Referent) -> tuple[str, date]:
    """(threshold, day from which it was counted)."""
    if kind == REFERENT:
        return "ended", referent.valid_until
    state = thresholds_of(uow).state_of(structure.updated_on, uow.today)
    return state.value, structure.updated_on or structure.created_at.date()


def _find(uow: UnitOfWork, kind: str, structure: Structure, referent: Referent) -> RecordCheck | None:
    state, about = _question(uow, kind, structure, referent)
    query = select(RecordCheck).where(RecordCheck.kind == kind, RecordCheck.state == state, RecordCheck.about == about)
    whom = RecordCheck.referent_id == referent.id if kind == REFERENT else RecordCheck.structure_id == structure.id
    return uow.session.scalar(query.where(whom).with_for_update())


def _answering(uow: UnitOfWork, check: RecordCheck) -> Referent:
    """Who answers; the journal tells it under their name."""
    referent = lock_referent(uow, check.referent_id)
    uow.act_as(_as_referent(referent))
    return referent


def _prolong(referent: Referent, check: RecordCheck, today: date) -> None:
    if check.kind == REFERENT or referent.valid_until < today:
        referent.valid_until = year_after(today)


def _as_referent(referent: Referent) -> Actor:
    return Actor(None, referent.name, frozenset({Role.REFERENT}), frozenset({referent.structure_id}))
