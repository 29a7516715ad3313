"""Shapes around the question « is this still right? »."""

from marshmallow import fields, validate

from services.directory.domain.freshness import Freshness
from shared.web.forms import Schema

STATES = tuple(state.value for state in Freshness)


class StateQuery(Schema):
    state = fields.String(load_default="", validate=validate.OneOf(STATES))


class StateSchema(Schema):
    state = fields.String(required=True, validate=validate.OneOf(STATES))


class AnswerSchema(Schema):
    answer = fields.String(required=True, validate=validate.OneOf(("yes", "somebody_else")))


class ListAnswerSchema(Schema):
    checks = fields.List(fields.String(), required=True, validate=validate.Length(min=1, max=200))
    """The words of the records that were on the page: what is confirmed was seen."""


class PhoneAnswerSchema(Schema):
    referent_id = fields.UUID(required=True, metadata={"description": "Qui l’a dit, au téléphone."})


class RecordCheckSchema(Schema):
    id = fields.UUID(dump_only=True)
    kind = fields.String(metadata={"description": "record ou referent"})
    structure_id = fields.UUID()
    referent_id = fields.UUID()
    state = fields.String(metadata={"description": "watch, check, refresh ou ended"})
    about = fields.Date()
    sent_at = fields.AwareDateTime()
    times = fields.Integer()
    answer = fields.String(allow_none=True, metadata={"description": "still_right, corrected ou somebody_else"})
    answered_at = fields.AwareDateTime(allow_none=True)


class AskedSchema(Schema):
    asked = fields.Integer(metadata={"description": "Combien de personnes ont reçu la question.", "example": 12})


class RecordChecksPageSchema(Schema):
    items = fields.List(fields.Nested(RecordCheckSchema))
    next = fields.String(allow_none=True)
