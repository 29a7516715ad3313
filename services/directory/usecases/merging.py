"""Looking for structures that are in the directory twice, and making one of the two."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from services.directory.domain.coordinates import COORDINATES
from services.directory.domain.duplicates import Record, likely_duplicates
from services.directory.errors import AlreadyMerged
from services.directory.models.base import Base
from services.directory.models.duplicate_pair import DIFFERENT, PROPOSED, DuplicatePair
from services.directory.models.geocoding import Geocoding
from services.directory.models.hours_reading import HoursReading
from services.directory.models.membership import Membership
from services.directory.models.record_check import RecordCheck
from services.directory.models.referent import Referent
from services.directory.models.structure import ACTIVE, ARCHIVED, Structure
from services.directory.usecases.members import announce_again
from services.directory.usecases.offers import copy_themes
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.directory import StructureMerged
from shared.ids import new_id
from shared.references import point_elsewhere
from shared.unit_of_work import UnitOfWork

NOT_CHOSEN = frozenset(
    {"tenant_id", "id", "version", "status", "external_id", "created_at", "changed_at", "updated_on"}
    | {"label_key", "commune_key", "search_text", "offered", "merged_into_id"}
)
"""Attributes that belong to one row, whatever the other one says."""


def search_duplicates(uow: UnitOfWork) -> int:
    """Replaces what was proposed; what somebody called different stays so. Returns how many pairs are proposed.

    A pair found again keeps its id: somebody may be comparing its records just now.
    """
    names = ("id", "label", "commune", "postcode", "address", "pivot", "phone", "latitude", "longitude")
    query = select(*(getattr(Structure, name) for name in names)).where(Structure.status == ACTIVE)
    found = likely_duplicates([Record(**row._mapping) for row in uow.session.execute(query)])
    proposed = delete(DuplicatePair).where(DuplicatePair.state == PROPOSED)
    gone = uow.session.execute(proposed.returning(DuplicatePair.first_id, DuplicatePair.second_id, DuplicatePair.id))
    ids = {(first, second): pair_id for first, second, pair_id in gone}
    common = {"tenant_id": uow.tenant_id, "state": PROPOSED, "found_at": uow.now}
    for start in range(0, len(found), 500):
        rows = [
            {
                **common,
                "id": ids.get((one.first, one.second)) or new_id(),
                "first_id": one.first,
                "second_id": one.second,
            }
            | {"score": one.score, "reasons": list(one.reasons)}
            for one in found[start : start + 500]
        ]
        uow.session.execute(insert(DuplicatePair).values(rows).on_conflict_do_nothing())
    return len(found)


def call_different(uow: UnitOfWork, actor: Actor, *, pair_id: UUID) -> DuplicatePair:
    """« Ce ne sont pas des doublons » : no search proposes them again."""
    pair = uow.get(DuplicatePair, pair_id, lock=True)
    pair.state = DIFFERENT
    return pair


def propose_again(uow: UnitOfWork, actor: Actor, *, pair_id: UUID) -> DuplicatePair:
    pair = uow.get(DuplicatePair, pair_id, lock=True)
    pair.state = PROPOSED
    return pair


def merge_structures(
    uow: UnitOfWork, actor: Actor, *, kept_id: UUID, merged_id: UUID, from_merged: Sequence[str] = ()
) -> Structure:
    """``merged`` leaves the directory; what belongs to it belongs to ``kept``, and its address leads there.

    ``from_merged``: attributes for which the merged record is believed; a coordinate never goes without the other.
    Raises AlreadyMerged.
    """
    kept, merged = _lock_both(uow, kept_id, merged_id)
    if kept_id == merged_id or not (kept.is_active and merged.is_active):
        raise AlreadyMerged
    names = {*from_merged, *(COORDINATES if set(COORDINATES) & set(from_merged) else ())} - NOT_CHOSEN
    chosen = {name: getattr(merged, name) for name in names}
    kept.change({**chosen, "updated_on": _fresher(kept, merged).updated_on}, uow.now)
    merged.change({"status": ARCHIVED}, uow.now)
    _take_over(uow, kept, merged)
    for structure in (kept, merged):
        copy_themes(uow, structure)
    uow.session.flush()
    for structure in (kept, merged):
        uow.publish(structure.snapshot())
    uow.publish(StructureMerged(structure_id=merged.id, version=merged.version, into_id=kept.id))
    return kept


def choices_between(first: Structure, second: Structure) -> dict[str, tuple[Any, Any]]:
    """Attributes on which two records differ, with both values."""
    one, other = first.values(), second.values()
    return {name: (one[name], other[name]) for name in one if name not in NOT_CHOSEN and one[name] != other[name]}


def believed(first: Structure, second: Structure, name: str) -> Structure:
    """Whose value is proposed: the fresher record's, unless it says nothing."""
    fresher = _fresher(first, second)
    other = second if fresher is first else first
    return fresher if getattr(fresher, name) not in (None, "", [], False) else other


def _fresher(first: Structure, second: Structure) -> Structure:
    return max((first, second), key=lambda one: (one.updated_on or date.min, one.changed_at))


def _lock_both(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> tuple[Structure, Structure]:
    """In one order for all: two merges at once must queue, not block each other.

    FOR UPDATE, unlike elsewhere: who makes something point at either ends first, so that it is moved too, or waits for
    the merge and sees where the record went (``still_there``). Raises NotFound.
    """
    query = select(Structure).where(Structure.id.in_((kept_id, merged_id))).order_by(Structure.id).with_for_update()
    found = uow.session.scalars(query.execution_options(populate_existing=True))
    locked = {structure.id: structure for structure in found}
    if not {kept_id, merged_id} <= set(locked):
        raise NotFound
    return locked[kept_id], locked[merged_id]


def _take_over(uow: UnitOfWork, kept: Structure, merged: Structure) -> None:
    kept_id, merged_id = kept.id, merged.id
    pairs = or_(DuplicatePair.first_id == merged_id, DuplicatePair.second_id == merged_id)
    uow.session.execute(delete(DuplicatePair).where(pairs))
    uow.session.execute(delete(Geocoding).where(Geocoding.structure_id == merged_id))
    uow.session.execute(delete(HoursReading).where(HoursReading.structure_id == merged_id))
    uow.session.execute(delete(RecordCheck).where(RecordCheck.structure_id == merged_id))
    _lock_members(uow, (kept_id, merged_id))
    moved = _name_once(uow, kept_id, merged_id)
    leaving = ("duplicate_pair", "geocoding", "hours_reading", "record_check")
    point_elsewhere(uow, Base.metadata, "structure", old=merged_id, new=kept_id, leaving=leaving)
    merged.merged_into_id = kept_id
    for membership_id in moved:
        announce_again(uow, membership_id)


def _lock_members(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> None:
    """Before their rows, as who changes a member or a referent does: otherwise two would wait for each other."""
    theirs = select(Referent.membership_id).where(Referent.structure_id.in_(structure_ids))
    query = select(Membership.id).where(Membership.id.in_(theirs)).order_by(Membership.id)
    uow.session.execute(query.with_for_update(of=Membership, key_share=True))


def _name_once(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> list[UUID]:
    """A person who was referent of both is referent once, for the longer time, and answers what was sent to either.

    Returns the members who are referents of another structure from now on.
    """
    current = (Referent.structure_id.in_((kept_id, merged_id)), Referent.removed_at.is_(None))
    query = select(Referent).where(*current).order_by(Referent.valid_until.desc(), Referent.id).with_for_update()
    moved: set[UUID] = set()
    known: list[Referent] = []
    for referent in uow.session.scalars(query).all():
        if referent.membership_id and referent.structure_id == merged_id:
            moved.add(referent.membership_id)
        same = [one for one in known if one.is_same_person(referent)]
        if not same:
            known.append(referent)
            continue
        first = next((one for one in same if one.membership_id), same[0])
        membership_id = first.membership_id or referent.membership_id
        referent.removed_at = uow.now
        point_elsewhere(uow, Base.metadata, "referent", old=referent.id, new=first.id)
        first.membership_id = membership_id
    uow.session.flush()
    return sorted(moved)
