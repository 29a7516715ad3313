"""The network's tokens."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from services.directory.models.api_token import ApiToken
from shared.unit_of_work import UnitOfWork


def list_api_tokens(uow: UnitOfWork) -> Sequence[ApiToken]:
    """Newest first."""
    return uow.session.scalars(all_api_tokens().order_by(ApiToken.id.desc())).all()


def all_api_tokens() -> Select[ApiToken]:
    return select(ApiToken)
