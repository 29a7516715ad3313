"""Who belongs to the network, in which roles."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from services.directory.domain import lifetimes
from services.directory.domain.role_lists import in_order, leaves_nobody_in_charge
from services.directory.errors import LastAdministrator, MemberHasLeft
from services.directory.models.account import Account
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.network import Network
from services.directory.queries.api_tokens import list_working_tokens_of
from services.directory.usecases.api_tokens import revoke_api_token
from services.directory.usecases.referent_members import (
    add_structures,
    claim_address,
    set_structures,
    still_there,
    take_up_again,
)
from shared.actor import Actor
from shared.errors import Invalid
from shared.identity_copies import announce
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def add_member(
    uow: UnitOfWork, account: Account, *, roles: Sequence[str], structure_ids: Collection[UUID] = ()
) -> Membership:
    """Makes ``account`` a member; an active one keeps its roles and gains the new ones.

    A referent is so of ``structure_ids``, and wherever their address was named without an account.
    """
    places = dict.fromkeys(still_there(uow, structure_ids).values())
    membership = find_member(uow, account.id, lock=True)
    wanted = in_order(roles)
    if membership is None:
        membership = Membership(account=account, roles=wanted, version=1, status=ACTIVE)
        membership.joined_at = uow.now
        uow.session.add(membership)
    elif membership.is_active:
        membership.roles = in_order([*membership.roles, *wanted])
        membership.version += 1
    else:
        membership.come_back(uow.now, roles=wanted)
    uow.session.flush()
    if Role.REFERENT in wanted:
        add_structures(uow, membership, list(places))
        claim_address(uow, membership)
    announce_member(uow, membership)
    return membership


def change_roles(
    uow: UnitOfWork, actor: Actor, *, membership_id: UUID, roles: Sequence[str], structure_ids: Collection[UUID] = ()
) -> Membership:
    """``structure_ids``: all those of a referent. Who becomes one is so too wherever their address was named.

    Raises LastAdministrator, MemberHasLeft, and Invalid as :func:`check_structures`.
    """
    wanted = in_order(roles)
    places = check_structures(uow, wanted, structure_ids)
    membership = _get_active(uow, membership_id)
    _keep_somebody_in_charge(uow, membership, wanted)
    becomes_referent = Role.REFERENT in wanted and Role.REFERENT not in membership.roles
    membership.roles = wanted
    set_structures(uow, membership, places)
    if becomes_referent:
        claim_address(uow, membership)
    membership.version += 1
    announce_member(uow, membership)
    return membership


def remove_member(uow: UnitOfWork, actor: Actor, *, membership_id: UUID, revoke_keys: bool = False) -> Membership:
    """The member may no longer enter: here from this commit on, elsewhere as soon as the event arrives.

    ``revoke_keys``: also those of the interface that they created, for good. Leaving by oneself is the same thing.
    Raises LastAdministrator, MemberHasLeft.
    """
    membership = _get_active(uow, membership_id)
    _keep_somebody_in_charge(uow, membership, [])
    membership.leave(uow.now)
    set_structures(uow, membership, ())
    announce_member(uow, membership)
    for token in list_working_tokens_of(uow, membership.account_id) if revoke_keys else ():
        revoke_api_token(uow, actor, token_id=token.id)
    return membership


def restore_member(uow: UnitOfWork, actor: Actor, *, membership_id: UUID) -> Membership:
    """Undoes :func:`remove_member`, with what they had. Raises MemberHasLeft when that was not just now."""
    uow.get(Network, uow.tenant_id, lock=True)
    membership = uow.get(Membership, membership_id, lock=True)
    if membership.left_at is None:
        return membership
    if uow.now - membership.left_at > lifetimes.REMOVAL_UNDONE:
        raise MemberHasLeft
    take_up_again(uow, membership, membership.left_at)
    membership.come_back(uow.now, roles=list(membership.roles))
    announce_member(uow, membership)
    return membership


def rename_member(uow: UnitOfWork, *, account_id: UUID, display_name: str) -> None:
    """The person's own name, told in one of their networks."""
    membership = find_member(uow, account_id, lock=True)
    if membership is not None:
        membership.account.display_name = display_name
        membership.version += 1
        uow.session.flush()
        announce_member(uow, membership)


def find_member(uow: UnitOfWork, account_id: UUID, *, lock: bool = False) -> Membership | None:
    """``lock``: by whoever raises the member's version, or the other services keep the first of two news of one."""
    query = select(Membership).where(Membership.account_id == account_id)
    return uow.session.scalar(query.with_for_update(of=Membership) if lock else query)


def lock_active_by_email(uow: UnitOfWork, email: str) -> Membership | None:
    active = (Membership.status == ACTIVE, Account.email == email)
    query = select(Membership).join(Membership.account).where(*active)
    return uow.session.scalar(query.with_for_update(of=Membership))


def check_structures(uow: UnitOfWork, roles: Collection[str], structure_ids: Collection[UUID]) -> list[UUID]:
    """What they are today, as :func:`still_there`. Raises Invalid, beside the field, for a structure that is not of
    this network, or the role without which nobody is referent of any."""
    if structure_ids and Role.REFERENT not in roles:
        raise Invalid({"structure_ids": ["Cochez aussi le rôle « Référent de structure », ou retirez les structures."]})
    places = still_there(uow, structure_ids)
    if len(places) < len(set(structure_ids)):
        raise Invalid({"structure_ids": ["Une de ces structures n’est pas dans l’annuaire."]})
    return list(dict.fromkeys(places.values()))


def announce_member(uow: UnitOfWork, membership: Membership) -> None:
    """To the other services. Whoever changes the member's structures only calls :func:`announce_again`."""
    uow.session.flush()
    uow.session.expire(membership, ["referents"])
    announce(uow, membership.snapshot())
    announce(uow, membership.contact())


def make_referent(uow: UnitOfWork, membership: Membership) -> None:
    """The role goes with the first structure."""
    membership.roles = in_order([*membership.roles, Role.REFERENT])
    membership.version += 1
    announce_member(uow, membership)


def announce_again(uow: UnitOfWork, membership_id: UUID | None) -> None:
    """What the member is referent of has changed; None: of somebody without an account."""
    if membership_id is not None:
        membership = uow.get(Membership, membership_id, lock=True)
        membership.version += 1
        announce_member(uow, membership)


def _get_active(uow: UnitOfWork, membership_id: UUID) -> Membership:
    # The network's row first: two administrators who remove each other at the same instant must queue.
    uow.get(Network, uow.tenant_id, lock=True)
    membership = uow.get(Membership, membership_id, lock=True)
    if not membership.is_active:
        raise MemberHasLeft
    return membership


def _keep_somebody_in_charge(uow: UnitOfWork, membership: Membership, roles: Sequence[str]) -> None:
    active = uow.session.scalars(select(Membership).where(Membership.status == ACTIVE))
    if leaves_nobody_in_charge({member.id: member.roles for member in active}, membership.id, roles):
        raise LastAdministrator
