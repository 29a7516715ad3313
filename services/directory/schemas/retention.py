"""Shapes of the network's retention and of what it has removed."""

from marshmallow import fields

from shared.web.forms import Schema

COUNTS = {"description": "Table → nombre de lignes.", "example": {"Personnes accompagnées": 3}}


class ServiceStateSchema(Schema):
    label = fields.String(metadata={"example": "Ateliers et matériel"})
    told_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Dernier passage."})
    left = fields.Integer(allow_none=True, metadata={"description": "Lignes encore nommées au-delà de la limite."})
    soon = fields.Dict(metadata={**COUNTS, "description": "Dont le tour vient dans les trente jours."})


class RetentionSchema(Schema):
    months = fields.Integer(metadata={"example": 24})
    limit = fields.Date(metadata={"description": "Dernier contact ce jour-là ou avant : le nom est effacé."})
    services = fields.List(fields.Nested(ServiceStateSchema))


class RetentionRunSchema(Schema):
    id = fields.UUID()
    ran_on = fields.Date()
    removed = fields.Integer(metadata={"description": "Lignes anonymisées ou supprimées."})
    services = fields.Dict(metadata={"description": "Service → told_at, limit, counts, left, soon."})


class RetentionRunsPageSchema(Schema):
    items = fields.List(fields.Nested(RetentionRunSchema))
    next = fields.String(allow_none=True)
