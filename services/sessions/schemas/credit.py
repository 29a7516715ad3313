"""Shape of recharges."""

from marshmallow import fields, validate

from shared.web.forms import Schema

TEXT = validate.Length(min=1, max=200)
QUANTITY = validate.Range(min=1, max=100_000)


class CreditReceptionSchema(Schema):
    """Recharges that come in. The stock of this product and funder is opened if need be."""

    product = fields.String(required=True, validate=TEXT, metadata={"example": "Recharge 20 Go"})
    funder = fields.String(required=True, validate=TEXT, metadata={"example": "Maison de Champagne (don)"})
    quantity = fields.Integer(required=True, validate=QUANTITY, metadata={"example": 40})
    received_on = fields.Date(load_default=None, allow_none=True)
    note = fields.String(load_default="", validate=validate.Length(max=500))


class CreditGiftSchema(Schema):
    stock_id = fields.UUID(required=True)
    person_id = fields.UUID(required=True)
    quantity = fields.Integer(required=True, validate=QUANTITY, metadata={"example": 2})
    note = fields.String(load_default="", validate=validate.Length(max=500))


class CreditExpirySchema(Schema):
    stock_id = fields.UUID(required=True)
    quantity = fields.Integer(required=True, validate=QUANTITY)
    note = fields.String(load_default="", validate=validate.Length(max=500))


class CreditCountSchema(Schema):
    """What someone found in the drawer."""

    stock_id = fields.UUID(required=True)
    counted = fields.Integer(required=True, validate=validate.Range(min=0, max=100_000), metadata={"example": 38})
    note = fields.String(load_default="", validate=validate.Length(max=500))


class CreditEntrySchema(Schema):
    id = fields.UUID(dump_only=True)
    stock_id = fields.UUID(dump_only=True)
    kind = fields.String(dump_only=True, metadata={"example": "given"})
    debit = fields.String(dump_only=True, metadata={"description": "Account that the recharges enter."})
    credit = fields.String(dump_only=True, metadata={"description": "Account that they leave."})
    quantity = fields.Integer(dump_only=True)
    person_id = fields.UUID(dump_only=True, allow_none=True)
    reverses_id = fields.UUID(dump_only=True, allow_none=True)
    note = fields.String(dump_only=True)
    moved_on = fields.Date(dump_only=True)


class CreditStockSchema(Schema):
    id = fields.UUID(dump_only=True)
    product = fields.String(dump_only=True)
    funder = fields.String(dump_only=True)
    balance = fields.Integer(dump_only=True, metadata={"example": 40})


class CreditEntriesPageSchema(Schema):
    items = fields.List(fields.Nested(CreditEntrySchema))
    next = fields.String(allow_none=True)


class CreditStocksSchema(Schema):
    items = fields.List(fields.Nested(CreditStockSchema))
    next = fields.String(allow_none=True)
