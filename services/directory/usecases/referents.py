"""Who to ask for at a structure, by name, until when, and shown to whom."""

from datetime import date
from typing import Any
from uuid import UUID

from services.directory.domain.referents import year_after
from services.directory.domain.role_lists import in_order
from services.directory.errors import ReferentElsewhere
from services.directory.models.membership import Membership
from services.directory.models.referent import KEEPERS, Referent
from services.directory.models.structure import Structure
from services.directory.usecases import members
from services.directory.usecases.referent_members import find_referent
from services.directory.usecases.structures import KEEPERS as KEEPER_ROLES
from services.directory.usecases.structures import check_may_amend
from shared.actor import Actor
from shared.errors import Forbidden
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def add_referent(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, **values: Any) -> Referent:
    """``values``: attributes of :class:`Referent`. Raises Forbidden, ReferentElsewhere.

    With a ``membership_id`` the member becomes referent of the structure, and may amend its record.
    """
    structure = uow.get(Structure, structure_id)
    check_may_amend(actor, structure)
    membership = _linked(uow, actor, structure_id, values.get("membership_id"))
    values["valid_until"] = values.get("valid_until") or year_after(uow.today)
    referent = find_referent(uow, membership, structure_id) if membership else None
    if referent is None:
        referent = Referent(structure_id=structure_id, created_at=uow.now)
    _fill(referent, values, membership, uow.today)
    uow.session.add(referent)
    uow.session.flush()
    return referent


def change_referent(uow: UnitOfWork, actor: Actor, *, referent_id: UUID, **values: Any) -> Referent:
    """Raises Forbidden for who may not amend the structure's record."""
    referent = _get(uow, actor, referent_id)
    values["valid_until"] = values.get("valid_until") or referent.valid_until
    _fill(referent, {**values, "membership_id": referent.membership_id}, None, uow.today)
    uow.session.flush()
    return referent


def renew_referent(uow: UnitOfWork, actor: Actor, *, referent_id: UUID) -> Referent:
    """Still the right person: for a year from today."""
    referent = _get(uow, actor, referent_id)
    referent.valid_until = year_after(uow.today)
    return referent


def remove_referent(uow: UnitOfWork, actor: Actor, *, referent_id: UUID) -> Referent:
    """No longer shown nor written to. The member's roles stay: they are taken on the member's page."""
    referent = _get(uow, actor, referent_id)
    referent.removed_at = referent.removed_at or uow.now
    return referent


def restore_referent(uow: UnitOfWork, actor: Actor, *, referent_id: UUID) -> Referent:
    referent = _get(uow, actor, referent_id)
    referent.removed_at = None
    return referent


def _linked(uow: UnitOfWork, actor: Actor, structure_id: UUID, membership_id: UUID | None) -> Membership | None:
    """The member, made referent of the structure. Only who keeps the whole directory may give that right."""
    if membership_id is None:
        return None
    if not KEEPER_ROLES & actor.roles:
        raise Forbidden
    membership = uow.get(Membership, membership_id)
    if not membership.is_active or membership.structure_id not in (None, structure_id):
        raise ReferentElsewhere(name=membership.account.display_name)
    roles = in_order([*membership.roles, Role.REFERENT])
    if (membership.roles, membership.structure_id) != (roles, structure_id):
        membership.roles, membership.structure_id = roles, structure_id
        membership.version += 1
        members.announce_member(uow, membership)
    return membership


def _fill(referent: Referent, values: dict[str, Any], membership: Membership | None, today: date) -> None:
    """Consent that is not wanted any more is not kept either."""
    if membership is not None:
        values["name"] = values.get("name") or membership.account.display_name
        values["email"] = values.get("email") or membership.account.email
    for name, value in values.items():
        setattr(referent, name, value)
    referent.removed_at = None
    if referent.shown_to == KEEPERS:
        referent.consented_on = None
    else:
        referent.consented_on = referent.consented_on or today


def _get(uow: UnitOfWork, actor: Actor, referent_id: UUID) -> Referent:
    referent = uow.get(Referent, referent_id, lock=True)
    check_may_amend(actor, uow.get(Structure, referent.structure_id))
    return referent
