"""Shapes of the guided start."""

from marshmallow import fields, validate

from services.directory.domain.start import CODES
from shared.web.forms import Schema


class GuideSchema(Schema):
    is_hidden = fields.Boolean(metadata={"description": "Masqué par un administrateur, pour tous."})
    is_over = fields.Boolean(metadata={"description": "Chaque étape nécessaire est faite ou passée."})
    states = fields.Dict(
        keys=fields.String(validate=validate.OneOf(CODES)),
        values=fields.String(),
        metadata={"description": "Étape : done, skipped ou open.", "example": dict.fromkeys(CODES, "open")},
    )


class GuideChangeSchema(Schema):
    is_hidden = fields.Boolean(required=True)
