from typing import Any

from marshmallow import fields

from services.sessions.queries.structures import list_structures
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


@blueprint.get("/structures")
@door("workshops.read")
@blueprint.response(200, StructureCopiesSchema)
def show_structures(uow: UnitOfWork) -> Any:
    return {"items": list_structures(uow), "next": None}
