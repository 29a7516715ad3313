"""Who to ask for at a structure, by name, until when, and shown to whom."""

from datetime import date
from typing import Any
from uuid import UUID

from services.directory.domain import lifetimes
from services.directory.domain.referents import year_after
from services.directory.errors import MemberHasLeft
from services.directory.models.membership import Membership
from services.directory.models.referent import KEEPERS, Referent
from services.directory.models.structure import Structure
from services.directory.usecases import members
from services.directory.usecases.referent_members import find_by_structure, lock_referent, still_there
from services.directory.usecases.structures import KEEPERS as KEEPER_ROLES
from services.directory.usecases.structures import check_may_amend
from shared.actor import Actor
from shared.errors import Forbidden
from shared.unit_of_work import UnitOfWork


def add_referent(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, **values: Any) -> Referent:
    """``values``: attributes of :class:`Referent`. Raises Forbidden, MemberHasLeft.

    With a ``membership_id``, or a member's address given by who keeps the directory, the member becomes referent of
    this structure too, and may amend its record. Of a structure that was merged since: of the one that stayed.
    """
    structure_id = still_there(uow, [structure_id]).get(structure_id, structure_id)
    check_may_amend(actor, uow.get(Structure, structure_id))
    membership = _chosen(uow, actor, values.get("membership_id"), values.get("email", ""))
    values["valid_until"] = values.get("valid_until") or year_after(uow.today)
    referent = find_by_structure(uow, membership, [structure_id]).get(structure_id) if membership else None
    if referent is None:
        referent = Referent(structure_id=structure_id, created_at=uow.now)
    _fill(referent, values, membership, uow.today)
    uow.session.add(referent)
    uow.session.flush()
    if membership is not None:
        members.make_referent(uow, membership)
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
    """No longer shown nor written to; a member may not amend the record any more. Their roles stay."""
    referent = _get(uow, actor, referent_id)
    give_up(uow, referent)
    return referent


def give_up(uow: UnitOfWork, referent: Referent) -> None:
    """Whoever decides it: the network, or the person by the link of a mail."""
    if referent.is_current:
        referent.removed_at = uow.now
        members.announce_again(uow, referent.membership_id)


def restore_referent(uow: UnitOfWork, actor: Actor, *, referent_id: UUID) -> Referent:
    """Undoes :func:`remove_referent`. A member gets the right to amend back: at any time from who keeps the directory,
    within the hour from another referent or from themselves. Raises Forbidden, MemberHasLeft."""
    referent = lock_referent(uow, referent_id)
    membership = uow.get(Membership, referent.membership_id) if referent.membership_id else None
    if not KEEPER_ROLES & actor.roles:
        _check_may_restore(uow, actor, referent, membership)
    if membership is not None and not membership.is_active:
        raise MemberHasLeft
    if not referent.is_current:
        referent.removed_at = None
        uow.session.flush()
        if membership is not None:
            members.make_referent(uow, membership)
    return referent


def _check_may_restore(uow: UnitOfWork, actor: Actor, referent: Referent, membership: Membership | None) -> None:
    just_now = referent.removed_at is None or uow.now - referent.removed_at <= lifetimes.REMOVAL_UNDONE
    if membership is not None and not just_now:
        raise Forbidden
    if membership is None or membership.account_id != actor.account_id:
        check_may_amend(actor, uow.get(Structure, referent.structure_id))


def _chosen(uow: UnitOfWork, actor: Actor, membership_id: UUID | None, email: str) -> Membership | None:
    """The member who is named. Only who keeps the whole directory may give a member the right that goes with it."""
    keeps = bool(KEEPER_ROLES & actor.roles)
    if membership_id is None:
        return members.lock_active_by_email(uow, email) if keeps and email else None
    if not keeps:
        raise Forbidden
    membership = uow.get(Membership, membership_id, lock=True)
    if not membership.is_active:
        raise MemberHasLeft
    return membership


def _fill(referent: Referent, values: dict[str, Any], membership: Membership | None, today: date) -> None:
    """Consent that is not wanted any more is not kept either."""
    if membership is not None:
        values["membership_id"] = membership.id
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
    referent = lock_referent(uow, referent_id)
    check_may_amend(actor, uow.get(Structure, referent.structure_id))
    return referent
