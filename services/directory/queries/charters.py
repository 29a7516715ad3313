"""The charter in force, and who signed which version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import with_expression

from services.directory.models.account import Account
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.models.membership import ACTIVE, Membership
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Signer:
    """A member, and the signature on the version in force when there is one."""

    account_id: UUID
    name: str
    email: str
    signed_at: datetime | None


def current_version(uow: UnitOfWork) -> CharterVersion | None:
    return uow.session.scalar(select(CharterVersion).order_by(CharterVersion.number.desc()).limit(1))


def all_versions() -> Select[CharterVersion]:
    """With ``signatures``, how many signed each, people who have left included."""
    same = and_(
        CharterSignature.tenant_id == CharterVersion.tenant_id, CharterSignature.version_id == CharterVersion.id
    )
    count = select(func.count(CharterSignature.id)).where(same).correlate(CharterVersion).scalar_subquery()
    return select(CharterVersion).options(with_expression(CharterVersion.signatures, count))


def list_versions(uow: UnitOfWork) -> Sequence[CharterVersion]:
    """The latest first."""
    return uow.session.scalars(all_versions().order_by(CharterVersion.number.desc())).all()


def get_version(uow: UnitOfWork, number: int) -> CharterVersion:
    """Raises NotFound."""
    version = uow.session.scalar(all_versions().where(CharterVersion.number == number))
    if version is None:
        raise NotFound
    return version


def find_signature(uow: UnitOfWork, version: CharterVersion, account_id: UUID) -> CharterSignature | None:
    same = (CharterSignature.version_id == version.id, CharterSignature.account_id == account_id)
    return uow.session.scalar(select(CharterSignature).where(*same))


def days_signed(uow: UnitOfWork, account_id: UUID) -> dict[UUID, datetime]:
    """When a person signed each version that they signed."""
    columns = (CharterSignature.version_id, CharterSignature.signed_at)
    rows = uow.session.execute(select(*columns).where(CharterSignature.account_id == account_id))
    return {row.version_id: row.signed_at for row in rows}


def is_to_be_signed(uow: UnitOfWork, account_id: UUID | None) -> bool:
    """Whether a person still has the version in force to sign."""
    version = current_version(uow)
    return version is not None and account_id is not None and find_signature(uow, version, account_id) is None


def list_signers(uow: UnitOfWork, version: CharterVersion) -> list[Signer]:
    """The members of today: those who have not signed first, each by name."""
    same = and_(
        CharterSignature.tenant_id == Membership.tenant_id,
        CharterSignature.account_id == Membership.account_id,
        CharterSignature.version_id == version.id,
    )
    columns = (Account.id, Account.display_name, Account.email, CharterSignature.signed_at)
    query = select(*columns).select_from(Membership).join(Account, Account.id == Membership.account_id)
    query = query.outerjoin(CharterSignature, same).where(Membership.status == ACTIVE)
    rows = uow.session.execute(query.order_by(CharterSignature.signed_at.is_not(None), Account.sort_name, Account.id))
    return [Signer(*row) for row in rows]


def all_signatures() -> Select[CharterSignature]:
    return select(CharterSignature)


def list_signatures(uow: UnitOfWork) -> Sequence[CharterSignature]:
    """Of all versions and of people who have left too, latest version first."""
    query = all_signatures().join(CharterSignature.version)
    order = (CharterVersion.number.desc(), CharterSignature.signed_at, CharterSignature.id)
    return uow.session.scalars(query.order_by(*order)).all()
