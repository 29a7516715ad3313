"""Who belongs to the network, in which roles."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.directory.domain import lifetimes
from services.directory.domain.role_lists import in_order, leaves_nobody_in_charge
from services.directory.errors import LastAdministrator, MemberHasLeft
from services.directory.models.account import Account
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.network import Network
from services.directory.models.structure import Structure
from services.directory.usecases.referent_members import follow_member
from shared.actor import Actor
from shared.errors import Invalid
from shared.identity_copies import announce
from shared.unit_of_work import UnitOfWork


def add_member(
    uow: UnitOfWork, account: Account, *, roles: Sequence[str], structure_id: UUID | None = None
) -> Membership:
    """Makes ``account`` a member; an active one keeps its roles and gains the new ones."""
    membership = find_member(uow, account.id)
    wanted = in_order(roles)
    if membership is None:
        membership = Membership(account=account, roles=wanted, structure_id=structure_id, version=1, status=ACTIVE)
        membership.joined_at = uow.now
        uow.session.add(membership)
    elif membership.is_active:
        membership.roles = in_order([*membership.roles, *wanted])
        membership.structure_id = structure_id or membership.structure_id
        membership.version += 1
    else:
        membership.come_back(uow.now, roles=wanted, structure_id=structure_id)
    uow.session.flush()
    announce_member(uow, membership)
    return membership


def change_roles(
    uow: UnitOfWork, actor: Actor, *, membership_id: UUID, roles: Sequence[str], structure_id: UUID | None = None
) -> Membership:
    """Raises LastAdministrator, MemberHasLeft, Invalid for a structure of elsewhere."""
    membership = _get_active(uow, membership_id)
    wanted = in_order(roles)
    _keep_somebody_in_charge(uow, membership, wanted)
    check_structure(uow, structure_id)
    membership.roles, membership.structure_id = wanted, structure_id
    membership.version += 1
    announce_member(uow, membership)
    return membership


def remove_member(uow: UnitOfWork, actor: Actor, *, membership_id: UUID) -> Membership:
    """The member may no longer enter: here from this commit on, elsewhere as soon as the event arrives.

    Leaving by oneself is the same thing. Raises LastAdministrator, MemberHasLeft.
    """
    membership = _get_active(uow, membership_id)
    _keep_somebody_in_charge(uow, membership, [])
    membership.leave(uow.now)
    announce_member(uow, membership)
    return membership


def restore_member(uow: UnitOfWork, actor: Actor, *, membership_id: UUID) -> Membership:
    """Undoes :func:`remove_member`, with the same roles. Raises MemberHasLeft when that was not just now."""
    uow.get(Network, uow.tenant_id, lock=True)
    membership = uow.get(Membership, membership_id)
    if membership.left_at is None:
        return membership
    if uow.now - membership.left_at > lifetimes.REMOVAL_UNDONE:
        raise MemberHasLeft
    membership.come_back(uow.now, roles=list(membership.roles), structure_id=membership.structure_id)
    announce_member(uow, membership)
    return membership


def rename_member(uow: UnitOfWork, *, account_id: UUID, display_name: str) -> None:
    """The person's own name, told in one of their networks."""
    membership = find_member(uow, account_id)
    if membership is not None:
        membership.account.display_name = display_name
        membership.version += 1
        uow.session.flush()
        announce_member(uow, membership)


def find_member(uow: UnitOfWork, account_id: UUID) -> Membership | None:
    return uow.session.scalar(select(Membership).where(Membership.account_id == account_id))


def check_structure(uow: UnitOfWork, structure_id: UUID | None) -> None:
    """Raises Invalid, beside the field, for a structure that is not of this network."""
    if structure_id is not None and uow.session.get(Structure, (uow.tenant_id, structure_id)) is None:
        raise Invalid({"structure_id": ["Cette structure n’est pas dans l’annuaire."]})


def announce_member(uow: UnitOfWork, membership: Membership) -> None:
    """To the other services, and to the structure that names the member as its referent."""
    follow_member(uow, membership)
    announce(uow, membership.snapshot())
    announce(uow, membership.contact())


def _get_active(uow: UnitOfWork, membership_id: UUID) -> Membership:
    # The network's row first: two administrators who remove each other at the same instant must queue.
    uow.get(Network, uow.tenant_id, lock=True)
    membership = uow.get(Membership, membership_id)
    if not membership.is_active:
        raise MemberHasLeft
    return membership


def _keep_somebody_in_charge(uow: UnitOfWork, membership: Membership, roles: Sequence[str]) -> None:
    active = uow.session.scalars(select(Membership).where(Membership.status == ACTIVE))
    if leaves_nobody_in_charge({member.id: member.roles for member in active}, membership.id, roles):
        raise LastAdministrator
