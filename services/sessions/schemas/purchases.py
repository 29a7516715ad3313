"""Shape of purchases and gifts."""

from marshmallow import fields, validate

from services.sessions.schemas.typed import Euros
from shared.web.forms import SEEN, Schema

TEXT = validate.Length(min=1, max=200)


class PurchaseSchema(Schema):
    id = fields.UUID(dump_only=True)
    label = fields.String(required=True, validate=TEXT, metadata={"example": "15 tablettes, pochettes et forfaits"})
    funder = fields.String(required=True, validate=TEXT, metadata={"example": "Maison de Champagne (don)"})
    amount_cents = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=0, max=1_000_000_000),
        metadata={"example": 790000, "description": "Euro cents, all taxes included."},
    )
    purchased_on = fields.Date(required=True, metadata={"example": "2026-01-12"})
    version = fields.Integer(dump_only=True)


class PurchaseChangesSchema(PurchaseSchema):
    version = SEEN


class PurchaseForm(PurchaseSchema):
    """The same, with the amount as people write it."""

    amount_cents = Euros(data_key="amount", required=True)


class PurchaseChangesForm(PurchaseForm):
    version = SEEN


class PurchasesPageSchema(Schema):
    items = fields.List(fields.Nested(PurchaseSchema))
    next = fields.String(allow_none=True)
