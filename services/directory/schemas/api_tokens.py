"""Shapes of the programming interface's tokens."""

from marshmallow import fields, validate

from services.directory.schemas.roles import roles_field
from shared.scopes import SCOPES
from shared.web.forms import Schema


class ApiTokenSchema(Schema):
    id = fields.UUID(dump_only=True)
    label = fields.String(required=True, validate=validate.Length(min=2, max=120))
    roles = roles_field()
    scopes = fields.List(
        fields.String(validate=validate.OneOf(list(SCOPES))),
        load_default=list,
        metadata={
            "description": "Limite la clé à ces permissions de ses rôles. Vide : tout ce qu’ils permettent.",
            "example": ["structures:read"],
        },
    )
    expires_on = fields.Date(
        required=True, load_only=True, metadata={"description": "Dernier jour, dans un an au plus."}
    )
    created_at = fields.AwareDateTime(dump_only=True)
    expires_at = fields.AwareDateTime(dump_only=True)
    revoked_at = fields.AwareDateTime(dump_only=True, allow_none=True)


class NewApiTokenSchema(ApiTokenSchema):
    """The answer to the creation, and only it, carries the secret."""

    secret = fields.String(dump_only=True, metadata={"example": "maillage_…"})
