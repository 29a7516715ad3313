"""Shape of the opening hours of a structure, at this instant."""

from marshmallow import fields

from shared.web.forms import Schema


class OpeningHoursSchema(Schema):
    opening_hours = fields.String()
    is_valid = fields.Boolean(metadata={"description": "Notation opening_hours d’OpenStreetMap."})
    is_open = fields.Boolean(allow_none=True, metadata={"description": "null quand les horaires ne le disent pas."})
    changes_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Prochaine ouverture ou fermeture."})
    proposal = fields.String(allow_none=True, metadata={"description": "Lecture d’un texte français, à confirmer."})
