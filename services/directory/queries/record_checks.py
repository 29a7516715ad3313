"""Which records grow old, whom to ask about them, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from services.directory.domain.freshness import STALE, Freshness, Thresholds
from services.directory.models.record_check import RECORD, REFERENT, VALID_FOR, RecordCheck
from services.directory.models.referent import Referent
from services.directory.models.structure import ACTIVE, Structure
from services.directory.queries.networks import thresholds_of
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

A_WEEK = timedelta(days=7)
_about = func.coalesce(Structure.updated_on, cast(Structure.created_at, Date))


@dataclass(frozen=True)
class Ageing:
    """A record with the person who can be asked about it, and the last question.

    ``to_call``: who is asked by telephone, when nobody has an address. ``said_by``: who answered the last call.
    """

    structure: Structure
    referent: Referent | None
    to_call: Referent | None
    check: RecordCheck | None
    said_by: str = ""


@dataclass(frozen=True)
class Asked:
    """A question, the record that it is about, and who is asked."""

    check: RecordCheck
    structure: Structure
    referent: Referent


def list_waiting_with(uow: UnitOfWork, check: RecordCheck) -> Sequence[Asked]:
    """Questions of the same kind put to the same person, that still stand and wait for an answer; one a structure."""
    asked = uow.get(Referent, check.referent_id)
    here = and_(Structure.tenant_id == RecordCheck.tenant_id, Structure.id == RecordCheck.structure_id)
    them = and_(Referent.tenant_id == RecordCheck.tenant_id, Referent.id == RecordCheck.referent_id)
    person = (RecordCheck.email == check.email, func.lower(Referent.name) == asked.name.lower())
    stands = RecordCheck.about == (_about if check.kind == RECORD else Referent.valid_until)
    open_ones = (RecordCheck.answer.is_(None), RecordCheck.sent_at > uow.now - VALID_FOR, Referent.removed_at.is_(None))
    query = select(RecordCheck, Structure, Referent).join(Structure, here).join(Referent, them)
    query = query.where(RecordCheck.kind == check.kind, *person, stands, *open_ones, Structure.status == ACTIVE)
    rows = uow.session.execute(query.order_by(Structure.label_key, Structure.id, RecordCheck.sent_at.desc()))
    found: dict[UUID, Asked] = {}
    for row in rows:
        found.setdefault(row[1].id, Asked(*row))
    return list(found.values())


def count_by_freshness(uow: UnitOfWork) -> dict[Freshness, int]:
    """Active structures, every state named."""
    thresholds = thresholds_of(uow)
    state = case(*((_in_state(thresholds, state, uow.today), literal(state.value)) for state in Freshness))
    query = select(state, func.count(Structure.id)).where(Structure.status == ACTIVE).group_by(state)
    found = {row[0]: row[1] for row in uow.session.execute(query)}
    return {state: found.get(state.value, 0) for state in Freshness}


def count_stale(uow: UnitOfWork) -> int:
    """Active structures about which nobody has said for so long that the record is to be checked."""
    _, before = thresholds_of(uow).span_of(Freshness.CHECK, uow.today)
    old = or_(Structure.updated_on < before, Structure.updated_on.is_(None))
    count = select(func.count()).select_from(Structure).where(Structure.status == ACTIVE, old)
    return uow.session.scalar(count) or 0


def list_ageing(uow: UnitOfWork, state: Freshness, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """Records in this state, by name; items are :class:`Ageing`."""
    chosen = (Structure.status == ACTIVE, _in_state(thresholds_of(uow), state, uow.today))
    count = uow.session.scalar(select(func.count(Structure.id)).where(*chosen)) or 0
    order = (Structure.label_key, Structure.id)
    page = paginate(uow, select(Structure).where(*chosen), *order, cursor=cursor, limit=limit, count=count)
    return replace(page, items=_with_people(uow, page.items))


def list_unasked_records(uow: UnitOfWork, *, limit: int) -> Sequence[tuple[Structure, Referent]]:
    """Records that have reached a threshold about which nobody was asked since it was last verified."""
    asked = and_(
        RecordCheck.tenant_id == Structure.tenant_id,
        RecordCheck.structure_id == Structure.id,
        RecordCheck.kind == RECORD,
        RecordCheck.about == _about,
    )
    unasked = {state: ~exists().where(asked, RecordCheck.state == state.value) for state in STALE}
    thresholds = thresholds_of(uow)
    due = (and_(_in_state(thresholds, state, uow.today), condition) for state, condition in unasked.items())
    return _with_referent(uow, or_(*due), limit)


def list_to_ask_again(uow: UnitOfWork, state: Freshness, *, limit: int) -> Sequence[tuple[Structure, Referent]]:
    """Records in this state about which nobody was asked within a week."""
    lately = and_(
        RecordCheck.tenant_id == Structure.tenant_id,
        RecordCheck.structure_id == Structure.id,
        RecordCheck.sent_at > uow.now - A_WEEK,
    )
    aged = _in_state(thresholds_of(uow), state, uow.today)
    return _with_referent(uow, and_(aged, ~exists().where(lately)), limit)


def list_unasked_referents(uow: UnitOfWork, *, limit: int) -> Sequence[tuple[Referent, Structure]]:
    """People whose validity is over and who were not asked about it."""
    asked = and_(
        RecordCheck.tenant_id == Referent.tenant_id,
        RecordCheck.referent_id == Referent.id,
        RecordCheck.kind == REFERENT,
        RecordCheck.about == Referent.valid_until,
    )
    here = and_(Structure.tenant_id == Referent.tenant_id, Structure.id == Referent.structure_id)
    query = select(Referent, Structure).join(Structure, here).where(Structure.status == ACTIVE, ~exists().where(asked))
    query = query.where(Referent.removed_at.is_(None), Referent.email != "", Referent.valid_until < uow.today)
    rows = uow.session.execute(query.order_by(Referent.valid_until, Referent.id).limit(limit))
    return [(row[0], row[1]) for row in rows]


def find_askable(uow: UnitOfWork, structure_id: UUID) -> Referent | None:
    """Who is asked about a structure: valid, with an address, the longest valid."""
    return _askable(uow, [structure_id]).get(structure_id)


def find_to_call(uow: UnitOfWork, structure_id: UUID) -> Referent | None:
    """Who is asked by telephone about a structure: valid, without an address; those with a number first."""
    return _to_call(uow, [structure_id]).get(structure_id)


def find_last_check(uow: UnitOfWork, structure_id: UUID) -> RecordCheck | None:
    return _last_checks(uow, [structure_id]).get(structure_id)


def _with_people(uow: UnitOfWork, structures: Sequence[Structure]) -> list[Ageing]:
    known = [structure.id for structure in structures]
    referents, to_call, checks = _askable(uow, known), _to_call(uow, known), _last_checks(uow, known)
    by_phone = {check.referent_id for check in checks.values() if check.is_by_phone}
    names = select(Referent.id, Referent.name).where(Referent.id.in_(by_phone))
    said = {row.id: row.name for row in uow.session.execute(names)} if by_phone else {}
    return [
        Ageing(
            one,
            referents.get(one.id),
            None if one.id in referents else to_call.get(one.id),
            checks.get(one.id),
            said.get(checks[one.id].referent_id, "") if one.id in checks else "",
        )
        for one in structures
    ]


def _with_referent(uow: UnitOfWork, due: ColumnElement[bool], limit: int) -> list[tuple[Structure, Referent]]:
    ranked = _ranked(uow)
    here = and_(ranked.tenant_id == Structure.tenant_id, ranked.structure_id == Structure.id)
    query = select(Structure, ranked).join(ranked, here).where(Structure.status == ACTIVE, due)
    rows = uow.session.execute(query.order_by(_about, Structure.id).limit(limit))
    return [(row[0], row[1]) for row in rows]


def _ranked(uow: UnitOfWork) -> Any:
    """One askable referent a structure."""
    wanted = (Referent.removed_at.is_(None), Referent.email != "", Referent.valid_until >= uow.today)
    order = (Referent.structure_id, Referent.valid_until.desc(), Referent.id)
    query = select(Referent).where(Referent.tenant_id == uow.tenant_id, *wanted)
    return aliased(Referent, query.ext(distinct_on(Referent.structure_id)).order_by(*order).subquery())


def _askable(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> dict[UUID, Referent]:
    ranked = _ranked(uow)
    query = select(ranked).where(ranked.structure_id.in_(structure_ids))
    return {referent.structure_id: referent for referent in uow.session.scalars(query)}


def _to_call(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> dict[UUID, Referent]:
    wanted = (Referent.removed_at.is_(None), Referent.email == "", Referent.valid_until >= uow.today)
    order = (Referent.structure_id, Referent.phone == "", Referent.valid_until.desc(), Referent.id)
    query = select(Referent).where(Referent.structure_id.in_(structure_ids), *wanted)
    found = uow.session.scalars(query.ext(distinct_on(Referent.structure_id)).order_by(*order))
    return {referent.structure_id: referent for referent in found}


def _last_checks(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> dict[UUID, RecordCheck]:
    wanted = (RecordCheck.structure_id.in_(structure_ids), RecordCheck.kind == RECORD)
    query = select(RecordCheck).where(*wanted).ext(distinct_on(RecordCheck.structure_id))
    found = uow.session.scalars(query.order_by(RecordCheck.structure_id, RecordCheck.sent_at.desc()))
    return {check.structure_id: check for check in found}


def _in_state(thresholds: Thresholds, state: Freshness, today: date) -> ColumnElement[bool]:
    since, before = thresholds.span_of(state, today)
    inside = Structure.updated_on >= since
    if before is not None:
        inside = and_(inside, Structure.updated_on < before)
    return or_(inside, Structure.updated_on.is_(None)) if state == Freshness.REFRESH else inside
