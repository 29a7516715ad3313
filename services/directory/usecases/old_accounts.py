"""Accounts of people who belong to no network any more, once none of those that they left may keep their name.

What they did keeps the account's identifier, without a name. Whoever comes back with the same address starts afresh.
"""

from collections.abc import Sequence, Set
from uuid import UUID

from sqlalchemy import delete, func, select

from services.directory.models.account import Account
from services.directory.models.account_identity import AccountIdentity
from services.directory.models.email_change import EmailChange
from services.directory.models.membership import LEFT, Membership
from services.directory.models.personal import PERSONAL
from services.directory.models.sign_in_link import SignInLink
from services.directory.models.web_session import WebSession
from services.directory.usecases.retention import tell
from shared import journal
from shared.months import months_before
from shared.personal_data import ERASED_NAME, anonymous_address, day_of, names_somebody
from shared.retention import LONGEST, look_after, period_of, speak_local_time
from shared.unit_of_work import UnitOfWork

ACCOUNTS = "Comptes de membres partis"


def list_left(uow: UnitOfWork) -> Sequence[UUID]:
    """Who left the network longer ago than it keeps names."""
    period = period_of(uow)
    speak_local_time(uow, period)
    query = select(Account.id).join(Membership, Membership.account_id == Account.id)
    old = (Membership.status == LEFT, day_of(Membership.left_at) <= period.limit)
    return uow.session.scalars(query.where(*old, names_somebody(Account.email))).all()


def list_unseen(uow: UnitOfWork) -> Sequence[UUID]:
    """Whom nobody has seen for as long as any network may keep a name. Most of them are members all the same."""
    limit = months_before(uow.now.date(), LONGEST)
    seen = day_of(func.greatest(Account.created_at, Account.last_seen_at))
    return uow.session.scalars(select(Account.id).where(seen <= limit, names_somebody(Account.email))).all()


def belongs_nowhere(uow: UnitOfWork, account_id: UUID, *, left: Set[UUID]) -> bool:
    """``uow``: sees the account's places in every network. ``left``: the networks in which its time is over."""
    member = uow.plumbing.member
    query = select(member.c.tenant_id, member.c.active).where(member.c.account_id == account_id)
    places = uow.session.connection().execute(query).all()
    return all(not place.active and place.tenant_id in left for place in places)


def erase_account(uow: UnitOfWork, account_id: UUID, *, left: Set[UUID]) -> bool:
    """Whether it was; looked at again under its lock, on which a new membership waits."""
    account = uow.session.get(Account, account_id, with_for_update=True)
    if account is None or not belongs_nowhere(uow, account_id, left=left):
        return False
    account.email, account.display_name, account.last_seen_at = anonymous_address(), ERASED_NAME, None
    for model in (WebSession, SignInLink, AccountIdentity, EmailChange):
        uow.session.execute(delete(model).where(model.account_id == account_id))
    return True


def forget_member(uow: UnitOfWork, account_id: UUID) -> None:
    """What the network's journal tells of the member has no name any more, and « Conservation » says so."""
    members = uow.session.scalars(select(Membership.id).where(Membership.account_id == account_id)).all()
    uow.session.flush()
    journal.erase_things(uow.session, members)
    tell(uow, look_after(uow, PERSONAL, {ACCOUNTS: 1}))
