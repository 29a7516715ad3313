"""What the network keeps of one person."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.wrappers import Response

from services.directory.documents_of_person import pack
from services.directory.models.personal import SERVICES, PersonalRequest
from services.directory.runtime import runtime
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.personal_requests import (
    PersonalErasureSchema,
    PersonalRequestSchema,
    PersonalRequestsPageSchema,
)
from services.directory.usecases import personal_requests
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("personal_requests", __name__, service="directory", description="Rights of people")


@blueprint.get("/personal-requests")
@door("personal_data.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, PersonalRequestsPageSchema)
def list_all(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Newest first. Who they are about is not said."""
    return paginate(uow, select(PersonalRequest), PersonalRequest.id, descending=True, **query)


@blueprint.post("/personal-requests")
@door("personal_data.write")
@blueprint.arguments(PersonalRequestSchema)
@blueprint.response(201, PersonalRequestSchema)
def ask(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return personal_requests.ask(uow, actor, **data, secret_key=runtime.settings.secret_key)


@blueprint.get("/personal-requests/<uuid:personal_request_id>")
@door("personal_data.write")
@blueprint.response(200, PersonalRequestSchema)
def show(uow: UnitOfWork, personal_request_id: UUID) -> Any:
    return uow.get(PersonalRequest, personal_request_id)


@blueprint.get("/personal-requests/<uuid:personal_request_id>/export")
@door("personal_data.write")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/zip")
def export(uow: UnitOfWork, personal_request_id: UUID) -> ResponseReturnValue:
    asked = uow.get(PersonalRequest, personal_request_id)
    data = pack(personal_requests.documents(asked, secret_key=runtime.settings.secret_key), SERVICES)
    return Response(data, mimetype="application/zip")  # type: ignore[return-value]


@blueprint.post("/personal-requests/<uuid:personal_request_id>/erasure")
@door("personal_data.write")
@blueprint.arguments(PersonalErasureSchema, required=False)
@blueprint.response(202, PersonalRequestSchema)
def erase(uow: UnitOfWork, data: dict[str, Any], personal_request_id: UUID) -> Any:
    secret_key = runtime.settings.secret_key
    return personal_requests.erase(uow, request_id=personal_request_id, secret_key=secret_key, **data)
