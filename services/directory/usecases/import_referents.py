"""The referents that a table names beside its structures: planned, written and taken back with them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.import_plan import Plan, Row
from services.directory.domain.imported_referents import LABELS, ReferentPlan, Step, arranged, decide
from services.directory.domain.referents import year_after
from services.directory.errors import ImportOvertaken
from services.directory.models.orientation import Orientation
from services.directory.models.record_check import RecordCheck
from services.directory.models.referent import KEEPERS, Referent
from services.directory.national.contacts import read_contacts
from services.directory.usecases.bulk import Stored
from services.directory.usecases.members import announce_again
from services.directory.usecases.referent_members import link_by_address
from shared.among import among
from shared.unit_of_work import UnitOfWork


def plan_referents(uow: UnitOfWork, plan: Plan, stored: Stored, *, lock: bool = False) -> ReferentPlan:
    """One query, whatever the number of lines; none for a table that names nobody."""
    rows = [*plan.created, *(one.row for one in plan.changed), *plan.unchanged]
    named = sorted((row for row in rows if row.contacts), key=lambda row: row.line)
    if not named:
        return ReferentPlan()
    ids = {row.external_id: stored[row.external_id]["id"] for row in named if row.external_id in stored}
    known = _referents_of(uow, list(ids.values()), lock=lock)
    steps: list[Step] = []
    refused: list[tuple[Row, Sequence[str]]] = []
    for row in named:
        people, faults = read_contacts(row.line, row.contacts)
        refused += [(row, faults)] if faults else []
        steps += [decide(row, contact, known.get(ids.get(row.external_id), ())) for contact in people]
    return arranged(steps, refused)


def write_referents(uow: UnitOfWork, people: ReferentPlan, ids: Mapping[str, UUID]) -> dict[str, Any]:
    """``ids``: of the structures, by external identifier. Gives what taking it back needs, in which nobody is named."""
    created = [_new(uow, step, ids[step.row.external_id]) for step in people.created]
    members = link_by_address(uow, created)
    uow.session.add_all(created)
    found = _by_id(uow, [step.known_id for step in people.completed])
    completed = [(found[step.known_id], step) for step in people.completed if step.known_id is not None]
    for referent, step in completed:
        for name in step.fields:
            setattr(referent, name, getattr(step.contact, name))
    uow.session.flush()
    _announce(uow, members)
    return {
        "created": [[str(referent.id), _state(referent)] for referent in created],
        "completed": [[str(referent.id), _state(referent), list(step.fields)] for referent, step in completed],
    }


def undo_referents(uow: UnitOfWork, before: Mapping[str, Any]) -> None:
    """Those whom the import named are forgotten, what it filled is empty again.

    Raises ImportOvertaken when somebody has changed one of them since, asked them something or sent them somebody.
    """
    created = dict(before.get("created", ()))
    completed = {row_id: (state, fields) for row_id, state, fields in before.get("completed", ())}
    written = {**created, **{row_id: state for row_id, (state, _) in completed.items()}}
    found = _by_id(uow, [UUID(row_id) for row_id in written])
    _refuse_overtaken(uow, found, written, [UUID(row_id) for row_id in created])
    named = [found[UUID(row_id)] for row_id in created]
    members = {referent.membership_id for referent in named if referent.membership_id is not None}
    for referent in named:
        uow.session.delete(referent)
    for row_id, (_, fields) in completed.items():
        for name in fields:
            setattr(found[UUID(row_id)], name, "")
    uow.session.flush()
    _announce(uow, members)


def _announce(uow: UnitOfWork, members: Collection[UUID]) -> None:
    """Those who keep more records, or fewer, than before."""
    for membership_id in sorted(members):
        announce_again(uow, membership_id)


def _new(uow: UnitOfWork, step: Step, structure_id: UUID) -> Referent:
    """Shown to the keepers only: nobody has agreed to more. To be asked again in a year, as when typed by hand."""
    told = {name: getattr(step.contact, name) for name in LABELS}
    lasting = {"shown_to": KEEPERS, "valid_until": year_after(uow.today), "created_at": uow.now}
    return Referent(structure_id=structure_id, **told, **lasting)


def _referents_of(uow: UnitOfWork, structures: Sequence[UUID], *, lock: bool) -> dict[Any, list[Referent]]:
    query = select(Referent).where(among(Referent.structure_id, structures)).order_by(Referent.id)
    grouped: dict[Any, list[Referent]] = defaultdict(list)
    for referent in uow.session.scalars(query.with_for_update() if lock else query):
        grouped[referent.structure_id].append(referent)
    return grouped


def _by_id(uow: UnitOfWork, ids: Sequence[UUID | None]) -> dict[UUID, Referent]:
    if not ids:
        return {}
    query = select(Referent).where(among(Referent.id, ids)).order_by(Referent.id).with_for_update()
    return {referent.id: referent for referent in uow.session.scalars(query)}


_WATCHED = (*LABELS, "structure_id", "membership_id", "valid_until", "shown_to", "consented_on", "removed_at")


def _state(referent: Referent) -> str:
    """Another one as soon as anybody changes anything; nobody can be read from it."""
    values = [str(getattr(referent, name) or "") for name in _WATCHED]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def _refuse_overtaken(
    uow: UnitOfWork, found: Mapping[UUID, Referent], written: Mapping[str, str], created: Sequence[UUID]
) -> None:
    """Those who were created go away: nothing may refer to them."""
    changed = [row_id for row_id, state in written.items() if _gone_or_other(found.get(UUID(row_id)), state)]
    count = len({*map(UUID, changed), *_asked(uow, created)})
    if count:
        who = (
            "un référent a été modifié ou sollicité"
            if count == 1
            else f"{count} référents ont été modifiés ou sollicités"
        )
        raise ImportOvertaken(who=who, names="voyez la fiche de leur structure")


def _gone_or_other(referent: Referent | None, state: str) -> bool:
    return referent is None or _state(referent) != state


def _asked(uow: UnitOfWork, created: Sequence[UUID]) -> set[UUID]:
    if not created:
        return set()
    asked: set[UUID] = set()
    for column in (Orientation.referent_id, RecordCheck.referent_id):
        asked |= {one for one in uow.session.scalars(select(column).where(among(column, created))) if one}
    return asked
