"""Signing in as somebody whom an identity provider vouches for.

Who is who: the provider's subject, once it is linked to an account. Before that, an account is found by its e-mail
address, and linked at once only if the provider says that it has verified the address; otherwise the person proves it
by the usual link, which then links. An address that no network knows gets the same plain answer as the usual form.
"""

from typing import Protocol

from sqlalchemy import select

from services.directory.domain.addresses import normal
from services.directory.models.account import Account
from services.directory.models.account_identity import AccountIdentity
from services.directory.usecases.accounts import find_account, get_account
from services.directory.usecases.sign_in import SignedIn, ask_link, start_session
from shared.unit_of_work import UnitOfWork


class VouchedFor(Protocol):
    """What is needed of :class:`services.directory.gateways.openid.Person`."""

    @property
    def issuer(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def email_verified(self) -> bool: ...
    @property
    def id_token(self) -> str: ...


def sign_in_by_provider(
    uow: UnitOfWork, person: VouchedFor, *, next_path: str, asked_from: str, public_url: str
) -> SignedIn | None:
    """None when a link by e-mail must confirm, or when nobody is known by that address: both look the same.

    Raises TooMany.
    """
    account = _linked(uow, person) or _link_verified(uow, person)
    if account is None:
        identity = (person.issuer, person.subject)
        if person.email:
            ask_link(
                uow,
                email=person.email,
                next_path=next_path,
                asked_from=asked_from,
                public_url=public_url,
                identity=identity,
            )
        return None
    signed_in = start_session(uow, account, next_path=next_path)
    signed_in.web_session.id_token = person.id_token
    return signed_in


def _linked(uow: UnitOfWork, person: VouchedFor) -> Account | None:
    known = uow.session.get(AccountIdentity, (person.issuer, person.subject))
    return get_account(uow, known.account_id) if known else None


def _link_verified(uow: UnitOfWork, person: VouchedFor) -> Account | None:
    account = find_account(uow, normal(person.email)) if person.email and person.email_verified else None
    if account is None or _has_another(uow, account, person.issuer):
        return None
    identity = AccountIdentity(issuer=person.issuer, subject=person.subject, account_id=account.id, linked_at=uow.now)
    uow.session.add(identity)
    return account


def _has_another(uow: UnitOfWork, account: Account, issuer: str) -> bool:
    """An address that changed hands at the provider must not open the account of its former owner."""
    known = select(AccountIdentity.subject).where(
        AccountIdentity.issuer == issuer, AccountIdentity.account_id == account.id
    )
    return uow.session.scalar(known) is not None
