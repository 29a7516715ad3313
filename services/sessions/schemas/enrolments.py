"""Shape of enrolments and scores."""

from marshmallow import fields, validate

from services.sessions.domain.progress import Moment
from services.sessions.schemas.people import PersonSchema
from services.sessions.schemas.series import ProgressSchema
from shared.web.forms import Schema

SCORE = validate.Range(min=0, max=20, error="Une note va de 0 à 20.")


class EnrolmentSchema(Schema):
    id = fields.UUID(dump_only=True)
    series_id = fields.UUID(dump_only=True)
    person_id = fields.UUID(required=True)
    known_before = fields.Boolean(dump_only=True)
    enrolled_on = fields.Date(dump_only=True)
    cancelled_on = fields.Date(dump_only=True, allow_none=True)


class EnrolmentLineSchema(Schema):
    enrolment = fields.Nested(EnrolmentSchema)
    person = fields.Nested(PersonSchema)


class EnrolmentLinesSchema(Schema):
    items = fields.List(fields.Nested(EnrolmentLineSchema))
    next = fields.String(allow_none=True)


class ScoreSchema(Schema):
    person_id = fields.UUID(required=True)
    moment = fields.String(required=True, validate=validate.OneOf([moment.value for moment in Moment]))
    score = fields.Decimal(
        required=True, places=2, as_string=True, validate=SCORE, metadata={"description": "Out of 20, two decimals."}
    )


class ScoresSchema(Schema):
    """Scores that are not given stay as they are."""

    scores = fields.List(fields.Nested(ScoreSchema), required=True, validate=validate.Length(max=1000))


class ScoreLineSchema(Schema):
    person = fields.Nested(PersonSchema)
    before = fields.Decimal(as_string=True, allow_none=True)
    after = fields.Decimal(as_string=True, allow_none=True)


class ScoreSheetSchema(Schema):
    grid = fields.String(attribute="series.grid")
    lines = fields.List(fields.Nested(ScoreLineSchema))
    progress = fields.Nested(ProgressSchema)
