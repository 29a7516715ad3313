"""Structures of the directory, one at a time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.directory.domain.coordinates import faults_of_place
from services.directory.errors import MergedElsewhere
from services.directory.models.structure import ACTIVE, ARCHIVED, Structure, new_values
from shared.actor import Actor
from shared.errors import Forbidden, Invalid
from shared.roles import Role
from shared.unit_of_work import UnitOfWork

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})
"""Those who keep the whole directory; a referent keeps their own structures."""


def create_structure(uow: UnitOfWork, actor: Actor, **values: Any) -> Structure:
    """``values``: attributes of the national schema and the network's own. Raises StructureIdentifierTaken."""
    given = {"external_id": "", "updated_on": uow.today, **values}
    _check_place(given)
    structure = Structure(**new_values(given, uow.now))
    uow.session.add(structure)
    uow.session.flush()
    uow.publish(structure.snapshot())
    return structure


def change_structure(
    uow: UnitOfWork, actor: Actor, *, structure_id: UUID, version: int | None = None, **values: Any
) -> Structure:
    """Whoever changes the record vouches for it today. ``version``: of the record that they have read.

    Raises Forbidden for a referent of another structure, Invalid for one coordinate without the other,
    ChangedMeanwhile.
    """
    structure = uow.get(Structure, structure_id, lock=True, seen=version)
    check_may_amend(actor, structure)
    _check_place({**structure.values(), **values})
    structure.change({"updated_on": uow.today, **values}, uow.now)
    uow.session.flush()
    uow.publish(structure.snapshot())
    return structure


def archive_structure(uow: UnitOfWork, actor: Actor, *, structure_id: UUID) -> Structure:
    """Out of the directory's lists, kept for what refers to it. :func:`restore_structure` undoes it."""
    return _set_status(uow, structure_id, ARCHIVED)


def restore_structure(uow: UnitOfWork, actor: Actor, *, structure_id: UUID) -> Structure:
    """Raises MergedElsewhere."""
    if uow.get(Structure, structure_id, lock=True).merged_into_id is not None:
        raise MergedElsewhere
    return _set_status(uow, structure_id, ACTIVE)


def may_amend(actor: Actor, structure: Structure) -> bool:
    return bool(KEEPERS & actor.roles) or actor.is_referent_of(structure.id)


def check_may_amend(actor: Actor, structure: Structure) -> None:
    """Raises Forbidden."""
    if not may_amend(actor, structure):
        raise Forbidden


def _check_place(values: Mapping[str, Any]) -> None:
    """Raises Invalid."""
    if faults := faults_of_place(values):
        raise Invalid(faults)


def _set_status(uow: UnitOfWork, structure_id: UUID, status: str) -> Structure:
    structure = uow.get(Structure, structure_id, lock=True)
    if structure.status != status:
        structure.change({"status": status}, uow.now)
        uow.publish(structure.snapshot())
    return structure
