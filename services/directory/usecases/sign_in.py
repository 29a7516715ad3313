"""Signing in by a link, staying signed in, signing out."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from services.directory.domain import lifetimes, links
from services.directory.domain.addresses import normal
from services.directory.domain.secrets import digest_of, new_secret
from services.directory.errors import LinkUnusable
from services.directory.models.account import Account
from services.directory.models.sign_in_link import SignInLink
from services.directory.models.web_session import WebSession
from services.directory.usecases.accounts import find_account, get_account
from services.directory.usecases.attempts import count_attempt
from services.directory.usecases.identities import link_identity
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SignedIn:
    """A new session. ``secret`` goes into the browser's cookie and is kept nowhere else."""

    account: Account
    web_session: WebSession
    secret: str
    next_path: str = ""


def ask_link(
    uow: UnitOfWork,
    *,
    email: str,
    next_path: str,
    asked_from: str,
    public_url: str,
    identity: tuple[str, str] | None = None,
) -> None:
    """Sends a link if the address is known, and says nothing about whether it is.

    ``identity``: issuer and subject of an identity provider, which the use of the link makes the account's.
    ``asked_from``: network address of the browser. Raises TooMany, for unknown addresses as for known ones.
    """
    count_attempt(uow, "sign_in_from", asked_from, at_most=30, within=timedelta(hours=1))
    count_attempt(uow, "sign_in", normal(email), at_most=5, within=timedelta(minutes=15))
    account = find_account(uow, email)
    if account is None:
        return
    secret = new_secret()
    link = SignInLink(account_id=account.id, digest=digest_of(secret), next_path=next_path, created_at=uow.now)
    link.issuer, link.subject = identity or (None, None)
    uow.session.add(link)
    uow.enter(PLATFORM)
    uow.publish(
        MessageRequested(
            message_id=new_id(),
            template="sign_in_link",
            email=account.email,
            context={"link": links.sign_in(public_url, secret), "name": account.display_name},
            expires_at=uow.now + lifetimes.SIGN_IN_LINK,
        )
    )


def find_link(uow: UnitOfWork, secret: str) -> SignInLink:
    """The link if it would work now; changes nothing. Raises LinkUnusable."""
    link = uow.session.scalar(select(SignInLink).where(SignInLink.digest == digest_of(secret)))
    if link is None or not link.is_usable(uow.now):
        raise LinkUnusable
    return link


def sign_in_by_link(uow: UnitOfWork, *, secret: str) -> SignedIn:
    """Raises LinkUnusable, for the second of two simultaneous uses too."""
    link = uow.session.scalar(select(SignInLink).where(SignInLink.digest == digest_of(secret)).with_for_update())
    if link is None or not link.is_usable(uow.now):
        raise LinkUnusable
    link.used_at = uow.now
    link_identity(uow, link)
    return start_session(uow, get_account(uow, link.account_id), next_path=link.next_path)


def start_session(uow: UnitOfWork, account: Account, *, next_path: str = "") -> SignedIn:
    """Always a new secret: one that was in the browser before signing in is never kept (session fixation)."""
    secret = new_secret()
    web_session = WebSession(account_id=account.id, digest=digest_of(secret), started_at=uow.now, last_seen_at=uow.now)
    uow.session.add(web_session)
    account.last_seen_at = uow.now
    uow.session.flush()
    return SignedIn(account, web_session, secret, next_path)


def session_stands(uow: UnitOfWork, *, secret: str) -> bool:
    """Whether :func:`renew` would work now. Writes nothing."""
    return find_account_of_session(uow, secret=secret) is not None


def find_account_of_session(uow: UnitOfWork, *, secret: str) -> UUID | None:
    """None when the session is unknown, ended or too old. Writes nothing."""
    web_session = uow.session.scalar(select(WebSession).where(WebSession.digest == digest_of(secret)))
    return web_session.account_id if web_session is not None and web_session.is_alive(uow.now) else None


def renew(uow: UnitOfWork, *, secret: str) -> SignedIn | None:
    """None when the session is unknown, ended or too old."""
    web_session = _find_session(uow, secret)
    if web_session is None or not web_session.is_alive(uow.now):
        return None
    web_session.last_seen_at = uow.now
    account = get_account(uow, web_session.account_id)
    account.last_seen_at = uow.now
    return SignedIn(account, web_session, secret)


def sign_out(uow: UnitOfWork, *, secret: str) -> str | None:
    """Ends the browser's session; doing it twice is no error.

    Returns the identity provider's token, when the person came in through one: the session there stands still.
    """
    web_session = _find_session(uow, secret)
    if web_session is None or web_session.ended_at is not None:
        return None
    id_token, web_session.id_token = web_session.id_token, None
    web_session.ended_at = uow.now
    return id_token


def forget_old_links_and_sessions(uow: UnitOfWork) -> None:
    """Links a day after they died, sessions that can no longer be renewed."""
    day = timedelta(days=1)
    uow.session.execute(delete(SignInLink).where(SignInLink.created_at < uow.now - lifetimes.SIGN_IN_LINK - day))
    oldest = uow.now - lifetimes.SESSION_ABSOLUTE
    uow.session.execute(delete(WebSession).where(WebSession.started_at < oldest))


def _find_session(uow: UnitOfWork, secret: str) -> WebSession | None:
    return uow.session.scalar(select(WebSession).where(WebSession.digest == digest_of(secret)).with_for_update())
