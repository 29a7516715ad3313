from typing import Any

from marshmallow import fields

from services.sessions.queries.structures import find_structures
from services.sessions.schemas.people import ListQuery
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.forms import Schema

blueprint = api_blueprint("structures", __name__, service="sessions", description="Structures, as copied here")


class StructureCopySchema(Schema):
    id = fields.UUID()
    label = fields.String()
    commune = fields.String()


class StructureCopiesSchema(Schema):
    items = fields.List(fields.Nested(StructureCopySchema))
    next = fields.String(allow_none=True)
    count = fields.Integer()


@blueprint.get("/structures")
@door("workshops.read")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, StructureCopiesSchema)
def show_structures(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Active ones, by commune and name."""
    return find_structures(uow, **query)
