"""Changing the address of one's own account: asked, confirmed by the new address, refused from the old one.

Two proofs are needed to change: a session of the account, and the link that the new address received. A mistyped
address so gives nothing to its owner, and a stolen session cannot act quietly: the old address is told at each step,
and one button there gives the account back and closes every session.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from services.directory.address_errors import AddressTaken
from services.directory.domain.addresses import normal
from services.directory.domain.lifetimes import EMAIL_CHANGE_KEPT, EMAIL_CHANGE_LINK
from services.directory.domain.links import Site
from services.directory.domain.secrets import digest_of, new_secret
from services.directory.errors import LinkUnusable
from services.directory.models.account import Account
from services.directory.models.account_identity import AccountIdentity
from services.directory.models.email_change import CANCELLED, CONFIRMED, PENDING, REFUSED, EmailChange
from services.directory.models.sign_in_link import SignInLink
from services.directory.models.web_session import WebSession
from services.directory.usecases import email_change_letters as letters
from services.directory.usecases.accounts import find_account
from services.directory.usecases.attempts import count_attempt
from shared import row_tokens
from shared.errors import Invalid, NotFound
from shared.messaging.tasks import TaskName
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

TELL = TaskName("tell_new_address")


def ask_change(uow: UnitOfWork, site: Site, *, account_id: UUID, email: str, asked_from: str) -> EmailChange:
    """The link leaves for the new address, a notice for the present one.

    An address that has an account gets the same answer on the screen; its owner is told by mail, and no link works.
    ``asked_from``: network address of the browser. Raises TooMany, Invalid for the address that one already has.
    """
    address = normal(email)
    count_attempt(uow, "email_change_from", asked_from, at_most=30, within=timedelta(hours=1))
    count_attempt(uow, "email_change", str(account_id), at_most=5, within=timedelta(minutes=15))
    count_attempt(uow, "email_change_to", address, at_most=5, within=timedelta(minutes=15))
    account = _locked(uow, account_id)
    if address == account.email:
        raise Invalid({"email": ["C’est déjà l’adresse de votre compte."]})
    cancel_change(uow, account_id=account_id)
    secret = new_secret()
    change = EmailChange(account_id=account_id, old_email=account.email, new_email=address, asked_at=uow.now)
    change.digest, change.state = digest_of(secret), PENDING
    uow.session.add(change)
    uow.session.flush()
    uow.enter(PLATFORM)
    if find_account(uow, address):
        letters.tell_owner(uow, site, change)
    else:
        letters.send_link(uow, site, change, secret)
    letters.warn(uow, site, change, account)
    return change


def find_pending(uow: UnitOfWork, account_id: UUID) -> EmailChange | None:
    """The change that still waits for its confirmation."""
    query = select(EmailChange).where(EmailChange.account_id == account_id, EmailChange.state == PENDING)
    change = uow.session.scalar(query)
    return change if change is not None and change.can_be_confirmed(uow.now) else None


def cancel_change(uow: UnitOfWork, *, account_id: UUID) -> None:
    """The link that was sent stops working; without one nothing happens."""
    pending = update(EmailChange).where(EmailChange.account_id == account_id, EmailChange.state == PENDING)
    uow.session.execute(pending.values(state=CANCELLED))


def find_change(uow: UnitOfWork, *, account_id: UUID, secret: str, lock: bool = False) -> EmailChange:
    """By the link of the new address, for the account that asked only. Raises LinkUnusable."""
    query = select(EmailChange).where(EmailChange.digest == digest_of(secret), EmailChange.account_id == account_id)
    change = uow.session.scalar(query.with_for_update() if lock else query)
    if change is None or not change.can_be_confirmed(uow.now):
        raise LinkUnusable
    return change


def confirm_change(uow: UnitOfWork, site: Site, *, account_id: UUID, secret: str, session_secret: str) -> EmailChange:
    """The account has its new address; ``session_secret``: of the browser that confirms, the only one to stay in.

    Whoever else is in the account, by a session or by a link on its way, is out. Raises LinkUnusable, AddressTaken.
    """
    account = _locked(uow, account_id)
    change = find_change(uow, account_id=account_id, secret=secret, lock=True)
    if find_account(uow, change.new_email):
        raise AddressTaken
    account.email = change.new_email
    change.confirm(uow.now)
    _close_doors(uow, account_id, but=session_secret)
    uow.session.flush()
    uow.enter(PLATFORM)
    letters.tell_done(uow, site, change, account)
    uow.enqueue(TELL, account_id=str(account_id))
    return change


def find_refusable(uow: UnitOfWork, site: Site, token: str) -> EmailChange:
    """By the link of the old address. Raises LinkUnusable: unknown, too late, or nothing left to refuse."""
    change_id = row_tokens.read(site.secret, letters.REFUSAL, PLATFORM, token)
    change = uow.session.get(EmailChange, change_id) if change_id else None
    if change is None or not change.can_be_refused(uow.now):
        raise LinkUnusable
    return change


def refuse_change(uow: UnitOfWork, site: Site, *, token: str) -> EmailChange:
    """From the old address: the account has it again, and everybody is out. Changes that came after go with it.

    Raises LinkUnusable; AddressTaken when the old address has become another account meanwhile.
    """
    change = find_refusable(uow, site, token)
    account = _locked(uow, change.account_id)
    uow.session.refresh(change, with_for_update=True)
    if not change.can_be_refused(uow.now):
        raise LinkUnusable
    if change.state == CONFIRMED:
        _give_back(uow, account, change)
    later = (EmailChange.account_id == account.id, EmailChange.asked_at >= change.asked_at)
    alive = EmailChange.state.in_((PENDING, CONFIRMED))
    uow.session.execute(update(EmailChange).where(*later, alive).values(state=REFUSED))
    _close_doors(uow, account.id)
    uow.enter(PLATFORM)
    uow.enqueue(TELL, account_id=str(account.id))
    return change


def forget_old_changes(uow: UnitOfWork) -> None:
    """What was never confirmed, a day after its link died; what was, once nothing leads to the old address any more."""
    dead = uow.now - EMAIL_CHANGE_LINK - timedelta(days=1)
    in_vain = (EmailChange.confirmed_at.is_(None), EmailChange.asked_at < dead)
    uow.session.execute(delete(EmailChange).where(*in_vain))
    uow.session.execute(delete(EmailChange).where(EmailChange.confirmed_at < uow.now - EMAIL_CHANGE_KEPT))


def _give_back(uow: UnitOfWork, account: Account, change: EmailChange) -> None:
    """Also takes away the provider's person that was linked meanwhile: it may be the thief's."""
    owner = find_account(uow, change.old_email)
    if owner is not None and owner.id != account.id:
        raise AddressTaken
    account.email = change.old_email
    since = (AccountIdentity.account_id == account.id, AccountIdentity.linked_at >= change.asked_at)
    uow.session.execute(delete(AccountIdentity).where(*since))
    uow.session.flush()


def _close_doors(uow: UnitOfWork, account_id: UUID, *, but: str = "") -> None:
    sessions = update(WebSession).where(WebSession.account_id == account_id, WebSession.ended_at.is_(None))
    sessions = sessions.where(WebSession.digest != digest_of(but))
    uow.session.execute(sessions.values(ended_at=uow.now, id_token=None))
    uow.session.execute(delete(SignInLink).where(SignInLink.account_id == account_id, SignInLink.used_at.is_(None)))


def _locked(uow: UnitOfWork, account_id: UUID) -> Account:
    """Of two requests about one account, the second waits."""
    account = uow.session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound
    return account
