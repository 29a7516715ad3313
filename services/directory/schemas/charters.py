"""Shapes of the charter."""

from marshmallow import fields, validate

from services.directory.schemas.emails import missing
from shared.web.forms import Schema


class CharterSchema(Schema):
    number = fields.Integer(dump_only=True)
    body = fields.String(
        required=True,
        validate=validate.Length(min=20, max=50_000),
        error_messages=missing("Écrivez le texte de la charte."),
        metadata={"description": "Markdown.", "example": "# Charte\n\nNous accueillons chacun, sans jugement."},
    )
    published_at = fields.AwareDateTime(dump_only=True)
    published_by = fields.String(dump_only=True)


class NewCharterSchema(CharterSchema):
    version = fields.Integer(
        load_only=True,
        metadata={"description": "Numéro de la version réécrite, 0 sans elle. S’il y en a une plus récente : 409."},
    )


class CharterVersionSchema(CharterSchema):
    signatures = fields.Integer(dump_only=True, metadata={"description": "Personnes qui ont signé cette version."})


class CharterVersionsSchema(Schema):
    items = fields.List(fields.Nested(CharterVersionSchema))
    next = fields.String(allow_none=True)


class SigningSchema(Schema):
    number = fields.Integer(required=True)


class SignatureSchema(Schema):
    version = fields.Integer(attribute="version.number")
    name = fields.String()
    signed_at = fields.AwareDateTime()


class SignaturesSchema(Schema):
    items = fields.List(fields.Nested(SignatureSchema))
    next = fields.String(allow_none=True)


class RemindedSchema(Schema):
    reminded = fields.Integer(metadata={"description": "Membres à qui un rappel part.", "example": 4})
