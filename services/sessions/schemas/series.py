"""Shape of series and of their results."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.sessions.domain.dates import MOST_DATES
from services.sessions.models.series import Kind
from shared.web.forms import SEEN, Schema

TEXT = validate.Length(max=200)
CAPACITY = validate.Range(min=1, max=1000, error="Écrivez un nombre de places de 1 à 1000.")


class Hours(Schema):
    """Two hours of one day. Raises when the end does not come after the beginning."""

    starts_at = fields.Time(required=True, metadata={"example": "14:00"})
    ends_at = fields.Time(required=True, metadata={"example": "16:00"})

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, data: dict[str, Any], **_: Any) -> None:
        if "starts_at" in data and "ends_at" in data and data["ends_at"] <= data["starts_at"]:
            raise ValidationError("La fin doit venir après le début.", "ends_at")


class SeriesFields(Schema):
    title = fields.String(required=True, validate=[validate.Length(min=1), TEXT], metadata={"example": "Ma tablette"})
    capacity = fields.Integer(required=True, validate=CAPACITY, metadata={"example": 16})
    room = fields.String(load_default="", validate=TEXT)
    facilitators = fields.String(load_default="", validate=TEXT)


class SeriesChanges(SeriesFields):
    version = SEEN


class PlanSchema(SeriesFields, Hours):
    """A series and its weekly dates, in one go."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    structure_id = fields.UUID(load_default=None, allow_none=True)
    first_on = fields.Date(required=True, metadata={"example": "2026-09-08"})
    count = fields.Integer(
        load_default=1,
        validate=validate.Range(min=1, max=MOST_DATES, error=f"Écrivez un nombre de séances de 1 à {MOST_DATES}."),
    )
    skip_holidays = fields.Boolean(load_default=True)


class NewDateSchema(Hours):
    on = fields.Date(required=True, metadata={"example": "2026-12-01"})


class SeriesSchema(SeriesFields):
    id = fields.UUID(dump_only=True)
    version = fields.Integer(dump_only=True)
    kind = fields.String(dump_only=True)
    structure_id = fields.UUID(dump_only=True, allow_none=True)
    seats_taken = fields.Integer(dump_only=True)
    seats_left = fields.Integer(dump_only=True)
    grid = fields.String(dump_only=True)


class SeriesPageSchema(Schema):
    items = fields.List(fields.Nested(SeriesSchema))
    next = fields.String(allow_none=True)


class PresenceSchema(Schema):
    present = fields.Integer()
    late = fields.Integer()
    excused = fields.Integer()
    absent = fields.Integer()
    walk_ins = fields.Integer(metadata={"description": "Came without enrolment: not in `present`, not expected."})
    expected = fields.Integer()
    rate = fields.Float(allow_none=True, metadata={"description": "(present + late) / expected."})


class ProgressSchema(Schema):
    paired = fields.Integer(metadata={"description": "People with a score before and a score after."})
    before = fields.Decimal(as_string=True, allow_none=True)
    after = fields.Decimal(as_string=True, allow_none=True)
    gain = fields.Decimal(as_string=True, allow_none=True)


class ResultsSchema(Schema):
    meetings = fields.Integer()
    held = fields.Integer()
    presence = fields.Nested(PresenceSchema)
    progress = fields.Nested(ProgressSchema)
