"""Which account an identity provider's person is."""

from sqlalchemy import delete

from services.directory.models.account_identity import AccountIdentity
from services.directory.models.sign_in_link import SignInLink
from shared.unit_of_work import UnitOfWork


def link_identity(uow: UnitOfWork, link: SignInLink) -> None:
    """The address has just been proved: the provider's person is the account from now on, in place of any other."""
    if link.issuer is None or link.subject is None:
        return
    same_account = AccountIdentity.account_id == link.account_id
    same_person = AccountIdentity.subject == link.subject
    uow.session.execute(
        delete(AccountIdentity).where(AccountIdentity.issuer == link.issuer, same_account | same_person)
    )
    identity = AccountIdentity(issuer=link.issuer, subject=link.subject, account_id=link.account_id)
    identity.linked_at = uow.now
    uow.session.add(identity)
