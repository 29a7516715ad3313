"""Opening hours given as French text, made into ``opening_hours`` once a person says that they were read well.

To accept a reading is to say that it says what the text says, not that the record is right today: only
:func:`confirm_hours`, from the structure's own page, vouches for the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from services.directory.domain.weekly_hours import write_hours
from services.directory.models.hours_reading import ACCEPTED, LEFT, HoursReading
from services.directory.models.structure import Structure
from services.directory.opening import reading_of
from services.directory.usecases.structures import change_structure
from shared.actor import Actor
from shared.errors import ChangedMeanwhile
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Shown:
    """The text of a structure, as the person who decides has seen it."""

    structure_id: UUID
    text: str


@dataclass(frozen=True)
class Decided:
    """``changed``: how many were left alone, because their text is another one by now."""

    decision_id: UUID
    structures: Sequence[Structure]
    changed: int

    @property
    def count(self) -> int:
        return len(self.structures)


def confirm_hours(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, read_from: str) -> Structure:
    """``read_from``: the text that was shown. Raises ChangedMeanwhile when it is another one by now, Forbidden."""
    structure = uow.get(Structure, structure_id, lock=True)
    hours = reading_of(structure.opening_hours)
    if hours is None or not _same(structure.opening_hours, read_from):
        raise ChangedMeanwhile
    text, written = structure.opening_hours, write_hours(hours)
    changed = change_structure(uow, actor, structure_id=structure_id, opening_hours=written)
    _remember(uow, [(structure, text)], ACCEPTED, new_id())
    return changed


def accept_readings(uow: UnitOfWork, actor: Actor, *, shown: Sequence[Shown]) -> Decided:
    """Each structure gets the hours that were read. Raises ChangedMeanwhile when none has its text any more."""
    decision_id = new_id()
    still = _unchanged(uow, shown)
    for structure, text in still:
        hours = reading_of(text)
        assert hours is not None
        _write(uow, structure, write_hours(hours))
    _remember(uow, still, ACCEPTED, decision_id)
    return Decided(decision_id, [structure for structure, _ in still], len(shown) - len(still))


def leave_texts(uow: UnitOfWork, actor: Actor, *, shown: Sequence[Shown]) -> Decided:
    """The texts stay as they are and their readings are not proposed again. Raises ChangedMeanwhile like its twin."""
    decision_id = new_id()
    still = _unchanged(uow, shown)
    _remember(uow, still, LEFT, decision_id)
    return Decided(decision_id, [structure for structure, _ in still], len(shown) - len(still))


def propose_again(uow: UnitOfWork, actor: Actor, *, decision_id: UUID) -> Decided:
    """Takes back a decision. Hours that somebody has changed since are not touched. Raises ChangedMeanwhile for all."""
    query = select(HoursReading).where(HoursReading.decision_id == decision_id)
    known = {one.structure_id: one for one in uow.session.scalars(query)}
    structures = _locked(uow, list(known))
    taken_back = []
    for structure in structures:
        reading = known[structure.id]
        if structure.opening_hours != (reading.written or reading.text):
            continue
        if reading.state == ACCEPTED:
            _write(uow, structure, reading.text)
        uow.session.delete(reading)
        taken_back.append(structure)
    if not taken_back:
        raise ChangedMeanwhile
    uow.session.flush()
    return Decided(decision_id, taken_back, len(known) - len(taken_back))


def _unchanged(uow: UnitOfWork, shown: Sequence[Shown]) -> list[tuple[Structure, str]]:
    """Structures, locked, that still have the text that was shown, with it."""
    texts = {one.structure_id: one.text for one in shown}
    still = [
        (structure, structure.opening_hours)
        for structure in _locked(uow, list(texts))
        if structure.is_active
        and reading_of(structure.opening_hours)
        and _same(structure.opening_hours, texts[structure.id])
    ]
    if not still:
        raise ChangedMeanwhile
    return still


def _locked(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> Sequence[Structure]:
    """Always in the same order: two people who decide at once queue, and do not block each other."""
    query = select(Structure).where(Structure.id.in_(structure_ids)).order_by(Structure.id)
    return uow.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def _same(text: str, shown: str) -> bool:
    """A browser sends line ends of its own, and forms are trimmed."""
    return text.replace("\r\n", "\n").strip() == shown.replace("\r\n", "\n").strip()


def _write(uow: UnitOfWork, structure: Structure, text: str) -> None:
    structure.change({"opening_hours": text}, uow.now)
    uow.session.flush()
    uow.publish(structure.snapshot())


def _remember(uow: UnitOfWork, decided: Sequence[tuple[Structure, str]], state: str, decision_id: UUID) -> None:
    ids = [structure.id for structure, _ in decided]
    uow.session.execute(delete(HoursReading).where(HoursReading.structure_id.in_(ids)))
    common: dict[str, Any] = {"state": state, "decision_id": decision_id, "decided_at": uow.now}
    for structure, text in decided:
        written = structure.opening_hours if state == ACCEPTED else ""
        uow.session.add(HoursReading(structure_id=structure.id, text=text, written=written, **common))
    uow.session.flush()
