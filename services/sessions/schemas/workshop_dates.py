"""Shape of meetings and of their attendance."""

from marshmallow import fields, validate

from services.sessions.domain.presence import Mark
from services.sessions.schemas.people import PersonSchema
from services.sessions.schemas.series import PresenceSchema
from shared.web.forms import Schema

MARKS = [mark.value for mark in Mark]


class WorkshopDateSchema(Schema):
    id = fields.UUID()
    series_id = fields.UUID()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()
    status = fields.String(metadata={"enum": ["planned", "held", "cancelled"]})
    cancelled_because = fields.String()
    version = fields.Integer()


class WorkshopDatesSchema(Schema):
    items = fields.List(fields.Nested(WorkshopDateSchema))
    next = fields.String(allow_none=True)


class CancellationSchema(Schema):
    because = fields.String(load_default="", validate=validate.Length(max=300))


class MarkSchema(Schema):
    person_id = fields.UUID(required=True)
    mark = fields.String(required=True, validate=validate.OneOf(MARKS))


class MarksSchema(Schema):
    """People who are not named keep their mark."""

    marks = fields.List(fields.Nested(MarkSchema), load_default=list, validate=validate.Length(max=1000))
    others = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(MARKS),
        metadata={"description": "Mark of the enrolled people who have none yet."},
    )


class WalkInSchema(Schema):
    person_id = fields.UUID(required=True)


class LineSchema(Schema):
    person = fields.Nested(PersonSchema)
    mark = fields.String(allow_none=True)
    is_walk_in = fields.Boolean()


class SheetSchema(Schema):
    workshop_date = fields.Pluck(WorkshopDateSchema, "id", attribute="meeting.workshop_date")
    status = fields.String(attribute="meeting.workshop_date.status")
    lines = fields.List(fields.Nested(LineSchema))
    walk_ins = fields.List(fields.Nested(LineSchema))
    presence = fields.Nested(PresenceSchema)
    unmarked = fields.Integer()
