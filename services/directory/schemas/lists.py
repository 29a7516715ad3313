"""Shapes of lists: a page of things and the cursor of the next one."""

from marshmallow import fields, validate

from services.directory.schemas.api_tokens import ApiTokenSchema
from services.directory.schemas.members import InvitationSchema, MemberSchema
from shared.web.forms import Schema


class CursorQuery(Schema):
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class SearchQuery(CursorQuery):
    q = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Des mots, qui y sont tous.", "example": "couture"},
    )


class MembersPageSchema(Schema):
    items = fields.List(fields.Nested(MemberSchema))
    next = fields.String(allow_none=True)


class InvitationsPageSchema(Schema):
    items = fields.List(fields.Nested(InvitationSchema))
    next = fields.String(allow_none=True)


class ApiTokensPageSchema(Schema):
    items = fields.List(fields.Nested(ApiTokenSchema))
    next = fields.String(allow_none=True)
