"""Shapes of places that were found for addresses."""

from marshmallow import fields

from shared.web.forms import Schema


class GeocodingChoiceSchema(Schema):
    geocoding = fields.UUID(required=True)


class GeocodingSchema(Schema):
    id = fields.UUID()
    structure_id = fields.UUID()
    asked = fields.String(metadata={"description": "Adresse envoyée.", "example": "3 place Royale, 51100 Reims"})
    asked_at = fields.AwareDateTime()
    found = fields.String(metadata={"description": "Adresse trouvée."})
    score = fields.Float(allow_none=True, metadata={"description": "De 0 à 1, selon le géocodeur."})
    latitude = fields.Float(allow_none=True)
    longitude = fields.Float(allow_none=True)
    commune_code = fields.String(metadata={"description": "Code INSEE."})
    state = fields.String(metadata={"description": "applied, doubtful, refused ou unknown"})


class GeocodingsPageSchema(Schema):
    items = fields.List(fields.Nested(GeocodingSchema))
    next = fields.String(allow_none=True)
