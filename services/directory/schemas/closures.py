"""The form that closes a network."""

from marshmallow import fields, validate

from services.directory.schemas.emails import missing
from shared.web.forms import Schema


class ClosureSchema(Schema):
    label = fields.String(
        required=True,
        validate=validate.Length(min=1, max=120),
        error_messages=missing("Écrivez le nom du réseau."),
    )
