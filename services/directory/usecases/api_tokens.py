"""Secrets with which programs act in the network."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.directory.domain.lifetimes import API_TOKEN_LONGEST
from services.directory.domain.role_lists import in_order
from services.directory.domain.secrets import digest_of, new_api_token
from services.directory.errors import ApiTokenRevoked
from services.directory.models.api_token import ApiToken
from shared.actor import Actor
from shared.errors import Forbidden, Invalid
from shared.identity_copies import announce
from shared.ids import new_id
from shared.scopes import SCOPES
from shared.unit_of_work import UnitOfWork


def create_api_token(
    uow: UnitOfWork, actor: Actor, *, label: str, roles: Sequence[str], expires_on: date, scopes: Sequence[str] = ()
) -> tuple[ApiToken, str]:
    """The token and its secret, which is shown this once. ``expires_on``: last day of validity, at most a year away.

    A token that is itself limited gives no more than it has.
    """
    if not uow.today <= expires_on <= uow.today + API_TOKEN_LONGEST:
        raise Invalid({"expires_on": ["Choisissez une date entre aujourd’hui et dans un an."]})
    if actor.scopes is not None and not (scopes and set(scopes) <= actor.scopes):
        raise Forbidden
    secret = new_api_token()
    token = ApiToken(id=new_id(), version=1, label=label, roles=in_order(roles), digest=digest_of(secret))
    token.scopes = [scope for scope in SCOPES if scope in scopes]
    token.created_by, token.created_at = actor.account_id, uow.now
    token.expires_at = datetime.combine(expires_on + timedelta(days=1), time(), uow.zone)
    uow.session.add(token)
    uow.session.flush()
    announce(uow, token.snapshot())
    return token, secret


def revoke_api_token(uow: UnitOfWork, actor: Actor, *, token_id: UUID) -> ApiToken:
    """Raises ApiTokenRevoked."""
    token = uow.get(ApiToken, token_id, lock=True)
    if token.revoked_at is not None:
        raise ApiTokenRevoked
    token.revoked_at = uow.now
    token.version += 1
    announce(uow, token.snapshot())
    return token
