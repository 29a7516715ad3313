"""Keys of the programming interface."""

from typing import Any
from uuid import UUID

from services.directory.models.api_token import ApiToken
from services.directory.queries.api_tokens import all_api_tokens
from services.directory.schemas.api_tokens import ApiTokenSchema, NewApiTokenSchema
from services.directory.schemas.lists import ApiTokensPageSchema, CursorQuery
from services.directory.usecases import api_tokens
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("api_tokens", __name__, service="directory", description="Keys with which programs act")


@blueprint.get("/api-tokens")
@door("api_tokens.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, ApiTokensPageSchema)
def list_api_tokens(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, all_api_tokens(), ApiToken.id, **query)


@blueprint.post("/api-tokens")
@door("api_tokens.write")
@blueprint.arguments(ApiTokenSchema)
@blueprint.response(201, NewApiTokenSchema, headers={"Cache-Control": {"description": "no-store"}})
def create_api_token(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The secret is in this answer and never again: an answer repeated for an idempotency key is empty."""
    token, secret = api_tokens.create_api_token(uow, actor, **data)
    token.secret = secret
    return token, {"Cache-Control": "no-store"}


@blueprint.get("/api-tokens/<uuid:token_id>")
@door("api_tokens.read")
@blueprint.response(200, ApiTokenSchema)
def show_api_token(uow: UnitOfWork, token_id: UUID) -> Any:
    return uow.get(ApiToken, token_id)


@blueprint.post("/api-tokens/<uuid:token_id>/revocation")
@door("api_tokens.write")
@blueprint.response(200, ApiTokenSchema)
def revoke_api_token(uow: UnitOfWork, actor: Actor, token_id: UUID) -> Any:
    return api_tokens.revoke_api_token(uow, actor, token_id=token_id)
