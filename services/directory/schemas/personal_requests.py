"""Shapes of the requests of people about what is kept of them."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.directory.national.telephones import international
from shared.web.forms import Schema

SHORT = validate.Length(max=200)


class PersonalRequestSchema(Schema):
    email = fields.String(load_default="", load_only=True, validate=SHORT)
    phone = fields.String(load_default="", load_only=True, validate=SHORT)
    first_name = fields.String(load_default="", load_only=True, validate=SHORT)
    last_name = fields.String(load_default="", load_only=True, validate=SHORT)
    id = fields.UUID(dump_only=True)
    action = fields.String(dump_only=True, metadata={"description": "find ou erase."})
    asked_at = fields.AwareDateTime(dump_only=True)
    erase_asked_at = fields.AwareDateTime(dump_only=True, allow_none=True)
    missing = fields.List(fields.String(), dump_only=True, metadata={"description": "Services attendus."})

    @post_load
    def tidy(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        data["phone"] = international(data["phone"]) or data["phone"]
        return data


class PersonalErasureSchema(Schema):
    same_person = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Tout ce qui est trouvé est d’une seule personne ; à dire quand on ne connaît qu’un nom."
        },
    )


class PersonalRequestsPageSchema(Schema):
    items = fields.List(fields.Nested(PersonalRequestSchema))
    next = fields.String(allow_none=True)
