"""Shapes of likely duplicates and of their merge."""

from marshmallow import fields, validate

from services.directory.models.duplicate_pair import DIFFERENT, PROPOSED
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.structures import ATTRIBUTES
from shared.web.forms import Schema


class ComparisonSchema(Schema):
    """A pair that was proposed, or any two structures."""

    pair = fields.UUID(load_default=None, allow_none=True)
    first = fields.UUID(load_default=None, allow_none=True)
    second = fields.UUID(load_default=None, allow_none=True)


class FoundQuery(Schema):
    """Words that narrow a list, and where it goes on."""

    q = fields.String(load_default="")
    cursor = fields.String(load_default=None)


class PairSchema(Schema):
    pair = fields.UUID(required=True)


class PairsQuery(CursorQuery):
    state = fields.String(load_default=PROPOSED, validate=validate.OneOf((PROPOSED, DIFFERENT)))


class MergeSchema(Schema):
    kept_id = fields.UUID(required=True, metadata={"description": "Structure qui reste dans l’annuaire."})
    merged_id = fields.UUID(required=True, metadata={"description": "Structure qui le quitte."})
    from_merged = fields.List(
        fields.String(validate=validate.OneOf(ATTRIBUTES)),
        load_default=list,
        metadata={"description": "Attributs pris de la structure qui part."},
    )


class DuplicatePairSchema(Schema):
    id = fields.UUID()
    first_id = fields.UUID()
    second_id = fields.UUID()
    score = fields.Integer(metadata={"description": "Sur 100."})
    reasons = fields.List(fields.String(), metadata={"example": ["même nom", "à 40 m"]})
    state = fields.String(metadata={"description": "proposed ou different"})
    found_at = fields.AwareDateTime()


class DuplicatePairsPageSchema(Schema):
    items = fields.List(fields.Nested(DuplicatePairSchema))
    next = fields.String(allow_none=True)
