"""Inviting people into the network, and what becomes of the invitation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from services.directory.domain import lifetimes, links
from services.directory.domain.addresses import Line, normal, read_lines
from services.directory.domain.role_lists import in_order
from services.directory.domain.secrets import digest_of, new_secret
from services.directory.errors import AlreadyMember, InvitationAlreadyOpen, InvitationClosed, LinkUnusable
from services.directory.models.account import Account
from services.directory.models.email_change import CONFIRMED, EmailChange
from services.directory.models.invitation import Invitation
from services.directory.models.membership import ACTIVE, Membership
from services.directory.usecases import members
from services.directory.usecases.accounts import find_account, find_or_create_account
from services.directory.usecases.sign_in import SignedIn, start_session
from shared.actor import Actor
from shared.errors import Conflict
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Refused:
    """A line of a pasted list that made no invitation, and why."""

    number: int
    text: str
    reason: str


@dataclass
class Outcome:
    """What became of a pasted list."""

    invited: list[Invitation] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def invite(
    uow: UnitOfWork,
    actor: Actor,
    *,
    email: str,
    roles: Sequence[str],
    public_url: str,
    display_name: str = "",
    structure_ids: Collection[UUID] = (),
) -> Invitation:
    """``structure_ids``: of which a referent will be one. An expired invitation is sent again with the new roles.

    Raises Invalid, AlreadyMember, InvitationAlreadyOpen.
    """
    address = normal(email)
    members.check_structures(uow, roles, structure_ids)
    if _is_member(uow, address):
        raise AlreadyMember(email=address)
    invitation = _find_open(uow, address)
    if invitation is None:
        invitation = Invitation(id=new_id(), email=address, display_name=display_name)
        uow.session.add(invitation)
    elif invitation.is_usable(uow.now):
        raise InvitationAlreadyOpen
    invitation.roles, invitation.structure_ids = in_order(roles), list(dict.fromkeys(structure_ids))
    invitation.invited_by = actor.account_id
    _send(uow, invitation, public_url)
    return invitation


def invite_list(uow: UnitOfWork, actor: Actor, *, text: str, roles: Sequence[str], public_url: str) -> Outcome:
    """Invites every line that can be, and says of each other line why not."""
    outcome = Outcome()
    for line in read_lines(text):
        if line.email is None:
            outcome.refused.append(_refuse(line, "aucune adresse e-mail lisible sur cette ligne"))
            continue
        try:
            invitation = invite(
                uow, actor, email=line.email, display_name=line.name, roles=roles, public_url=public_url
            )
            outcome.invited.append(invitation)
        except Conflict as refusal:
            outcome.refused.append(_refuse(line, refusal.sentence))
    return outcome


def send_again(uow: UnitOfWork, actor: Actor, *, invitation_id: UUID, public_url: str) -> Invitation:
    """A new link, valid for fourteen days; the previous one stops working. Raises InvitationClosed."""
    invitation = uow.get(Invitation, invitation_id, lock=True)
    if not invitation.is_open:
        raise InvitationClosed
    _send(uow, invitation, public_url)
    return invitation


def cancel_invitation(uow: UnitOfWork, actor: Actor, *, invitation_id: UUID) -> Invitation:
    """Raises InvitationClosed."""
    invitation = uow.get(Invitation, invitation_id, lock=True)
    if not invitation.is_open:
        raise InvitationClosed
    invitation.cancelled_at = uow.now
    return invitation


def find_invitation(uow: UnitOfWork, secret: str, *, lock: bool = False) -> Invitation:
    """The invitation if its link would work now. Raises LinkUnusable."""
    query = select(Invitation).where(Invitation.digest == digest_of(secret))
    invitation = uow.session.scalar(query.with_for_update() if lock else query)
    if invitation is None or not invitation.is_usable(uow.now):
        raise LinkUnusable
    return invitation


def accept_invitation(uow: UnitOfWork, *, secret: str, display_name: str, public_url: str) -> SignedIn | None:
    """Account, membership and session. The link proves the address, so it signs in too. Raises LinkUnusable.

    None when the invited person has changed addresses since: the old address neither opens the account nor makes
    another one; a new link leaves for the new address.
    """
    invitation = find_invitation(uow, secret, lock=True)
    moved = _moved_since(uow, invitation)
    if moved is not None:
        invitation.email = moved.email
        _send(uow, invitation, public_url)
        return None
    invitation.accepted_at = uow.now
    account = find_or_create_account(uow, email=invitation.email, display_name=display_name or invitation.display_name)
    uow.act_as(Actor(account.id, account.display_name))
    members.add_member(uow, account, roles=invitation.roles, structure_ids=invitation.structure_ids)
    return start_session(uow, account)


def _send(uow: UnitOfWork, invitation: Invitation, public_url: str) -> None:
    secret = new_secret()
    invitation.digest, invitation.sent_at = digest_of(secret), uow.now
    invitation.expires_at = uow.now + lifetimes.INVITATION
    uow.session.flush()
    link = links.invitation(public_url, uow.network.slug, secret)
    uow.publish(
        MessageRequested(
            message_id=new_id(),
            template="member_invitation",
            email=invitation.email,
            context={"link": link, "network": uow.network.label, "name": invitation.display_name},
            expires_at=invitation.expires_at,
        )
    )


def _is_member(uow: UnitOfWork, email: str) -> bool:
    member = select(Membership.id).join(Account).where(Account.email == email, Membership.status == ACTIVE)
    return uow.session.scalar(member) is not None


def _moved_since(uow: UnitOfWork, invitation: Invitation) -> Account | None:
    """The account whose address the invitation's was when it was sent."""
    if find_account(uow, invitation.email) is not None:
        return None
    since = (EmailChange.old_email == invitation.email, EmailChange.confirmed_at >= invitation.sent_at)
    query = select(Account).join(EmailChange, EmailChange.account_id == Account.id)
    query = query.where(*since, EmailChange.state == CONFIRMED).order_by(EmailChange.confirmed_at.desc())
    return uow.session.scalar(query.limit(1))


def _find_open(uow: UnitOfWork, email: str) -> Invitation | None:
    is_open = (Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None))
    return uow.session.scalar(select(Invitation).where(Invitation.email == email, *is_open).with_for_update())


def _refuse(line: Line, reason: str) -> Refused:
    return Refused(line.number, line.text, reason)
