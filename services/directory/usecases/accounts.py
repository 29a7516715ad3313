"""Accounts: one for each person, made when a link proves the address."""

from uuid import UUID

from sqlalchemy import select

from services.directory.domain.addresses import name_from, normal
from services.directory.models.account import Account
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork


def find_account(uow: UnitOfWork, email: str) -> Account | None:
    return uow.session.scalar(select(Account).where(Account.email == normal(email)))


def get_account(uow: UnitOfWork, account_id: UUID) -> Account:
    account = uow.session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def rename_account(uow: UnitOfWork, account_id: UUID, *, display_name: str) -> Account:
    account = get_account(uow, account_id)
    account.display_name = display_name
    return account


def find_or_create_account(uow: UnitOfWork, *, email: str, display_name: str = "") -> Account:
    """The account of a proven address. A name given here does not replace the one the person chose before."""
    account = find_account(uow, email)
    if account is None:
        address = normal(email)
        name = display_name.strip() or name_from(address)
        account = Account(email=address, display_name=name, created_at=uow.now)
        uow.session.add(account)
        uow.session.flush()
    return account
