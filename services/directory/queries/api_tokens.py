"""The network's tokens."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from services.directory.models.api_token import ApiToken
from shared.unit_of_work import UnitOfWork


def list_api_tokens(uow: UnitOfWork) -> Sequence[ApiToken]:
    """Newest first."""
    return uow.session.scalars(all_api_tokens().order_by(ApiToken.id.desc())).all()


def list_working_tokens_of(uow: UnitOfWork, account_id: UUID) -> Sequence[ApiToken]:
    """Those that the person created, and whose secret they may know."""
    works = (ApiToken.revoked_at.is_(None), ApiToken.expires_at > uow.now)
    query = all_api_tokens().where(ApiToken.created_by == account_id, *works)
    return uow.session.scalars(query.order_by(ApiToken.id)).all()


def all_api_tokens() -> Select[ApiToken]:
    return select(ApiToken)
