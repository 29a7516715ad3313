"""Shape of what a structure offers."""

from marshmallow import fields, validate

from shared.web.forms import SEEN, Schema

PLACES = validate.Range(1, 1000, error="Écrivez un nombre entre 1 et 1 000.")
SHORT = validate.Length(max=160)


class OfferSchema(Schema):
    id = fields.UUID(dump_only=True)
    structure_id = fields.UUID(dump_only=True)
    theme = fields.String(
        required=True,
        validate=validate.Length(1, 160),
        error_messages={"required": "Dites ce qui est proposé."},
        metadata={"example": "Aide aux démarches administratives"},
    )
    audience = fields.String(load_default="", validate=SHORT, metadata={"example": "Seniors"})
    schedule = fields.String(load_default="", validate=SHORT, metadata={"example": "Le mardi matin"})
    version = fields.Integer(dump_only=True)
    places = fields.Integer(load_default=None, allow_none=True, validate=PLACES)


class OfferChangesSchema(OfferSchema):
    """What is not sent stays as it is; used with ``partial=True``."""

    version = SEEN


class OffersSchema(Schema):
    items = fields.List(fields.Nested(OfferSchema))


class FoundOffersSchema(OffersSchema):
    next = fields.String(allow_none=True)
    count = fields.Integer()
