"""An account's new address, told in one of its networks: to the other services, to what names the person here."""

from collections.abc import Set
from uuid import UUID

from sqlalchemy import select, update

from services.directory.domain import orientations as rules
from services.directory.models.email_change import EmailChange
from services.directory.models.membership import Membership
from services.directory.models.orientation import Orientation
from services.directory.models.referent import Referent
from services.directory.usecases.members import announce_member, find_member
from services.directory.usecases.referent_members import claim_address
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def former_addresses(uow: UnitOfWork, account_id: UUID) -> set[str]:
    """Those that the account had, or had for a while, as far as its changes are kept."""
    confirmed = (EmailChange.account_id == account_id, EmailChange.confirmed_at.is_not(None))
    changes = uow.session.execute(select(EmailChange.old_email, EmailChange.new_email).where(*confirmed))
    return {email for change in changes for email in change}


def tell_address(uow: UnitOfWork, *, account_id: UUID, former: Set[str]) -> None:
    """Twice is as good as once. A referent's own other address (a shared mailbox) stays as somebody wrote it."""
    membership = find_member(uow, account_id, lock=True)
    if membership is None:
        return
    membership.address_changed_at = uow.now
    membership.version += 1
    former = former - {membership.email}
    _follow_referents(uow, membership, former)
    _follow_orientations(uow, membership, former)
    uow.session.flush()
    if Role.REFERENT in membership.roles:
        claim_address(uow, membership)
    announce_member(uow, membership)


def _follow_referents(uow: UnitOfWork, membership: Membership, former: Set[str]) -> None:
    """Through the ORM, hence the journal."""
    same = (Referent.membership_id == membership.id, Referent.email.in_(former))
    for referent in uow.session.scalars(select(Referent).where(*same)):
        referent.email = membership.email


def _follow_orientations(uow: UnitOfWork, membership: Membership, former: Set[str]) -> None:
    """News of those that are under way goes to the new address; what is over keeps what was true then."""
    mine = (Orientation.referent_account_id == membership.account_id, Orientation.referent_email.in_(former))
    under_way = update(Orientation).where(*mine, Orientation.state.in_(rules.OPEN))
    uow.session.execute(under_way.values(referent_email=membership.email))
