"""Shape of equipment."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.sessions.domain.tags import MAX_AT_ONCE
from services.sessions.models.item import ItemKind, ItemStatus
from services.sessions.schemas.people import ListQuery
from services.sessions.schemas.typed import Euros, Lines
from shared.web.forms import Schema

TAG = validate.Length(min=1, max=30)
TEXT = validate.Length(min=1, max=200)
PRICE = validate.Range(min=0, max=1_000_000_000)
KEPT = {"description": "Structure that keeps it, and lends it."}
KINDS = validate.OneOf(list(ItemKind))


class NewItemSchema(Schema):
    """One item, whose tag is chosen."""

    tag = fields.String(required=True, validate=TAG, metadata={"example": "T-001"})
    kind = fields.String(required=True, validate=KINDS, metadata={"example": "tablet"})
    model = fields.String(required=True, validate=TEXT, metadata={"example": "Samsung Galaxy Tab A9"})
    serial = fields.String(load_default=None, allow_none=True, validate=TEXT, metadata={"example": "R52W70ABCDE"})
    purchase_id = fields.UUID(load_default=None, allow_none=True)
    structure_id = fields.UUID(load_default=None, allow_none=True, metadata=KEPT)
    price_cents = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=PRICE, metadata={"example": 52667}
    )


class ItemSchema(NewItemSchema):
    id = fields.UUID(dump_only=True)
    status = fields.String(dump_only=True, metadata={"example": "available"})
    since = fields.Date(dump_only=True)
    version = fields.Integer(dump_only=True)


class ItemForm(NewItemSchema):
    price_cents = Euros(data_key="price", load_default=None)


class ItemBatchSchema(Schema):
    """Many alike items, tagged with a prefix and the numbers that follow."""

    prefix = fields.String(required=True, validate=TAG, metadata={"example": "T-"})
    count = fields.Integer(required=True, validate=validate.Range(min=1, max=MAX_AT_ONCE), metadata={"example": 15})
    kind = fields.String(required=True, validate=KINDS, metadata={"example": "tablet"})
    model = fields.String(required=True, validate=TEXT, metadata={"example": "Samsung Galaxy Tab A9"})
    serials = Lines(
        fields.String(validate=TEXT),
        load_default=list,
        metadata={"description": "None, or one for each item, in the order of the tags."},
    )
    purchase_id = fields.UUID(load_default=None, allow_none=True)
    structure_id = fields.UUID(load_default=None, allow_none=True, metadata=KEPT)
    price_cents = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=PRICE,
        metadata={"example": 52667, "description": "Price of one item, euro cents."},
    )

    @validates_schema(skip_on_field_errors=True)
    def one_serial_each(self, data: dict[str, Any], **_: Any) -> None:
        serials, count = data["serials"], data["count"]
        if serials and len(serials) != count:
            raise ValidationError(
                f"Il y a {len(serials)} numéros de série pour {count} matériels. Donnez-en un par matériel, ou aucun.",
                "serials",
            )
        twice = sorted({serial for serial in serials if serials.count(serial) > 1})
        if twice:
            raise ValidationError(f"Ce numéro de série est écrit deux fois : {twice[0]}.", "serials")


class ItemBatchForm(ItemBatchSchema):
    price_cents = Euros(data_key="price", load_default=None)


class ItemStatusSchema(Schema):
    status = fields.String(
        required=True,
        validate=validate.OneOf([status for status in ItemStatus if status != ItemStatus.LENT]),
        metadata={"example": "repair"},
    )


class PlacementSchema(Schema):
    """Which things are kept where from now on."""

    tags = Lines(
        fields.String(validate=TAG),
        required=True,
        validate=validate.Length(1, MAX_AT_ONCE, error=f"Donnez de 1 à {MAX_AT_ONCE} étiquettes."),
        metadata={"example": ["T-001", "T-002"]},
    )
    structure_id = fields.UUID(load_default=None, allow_none=True, metadata=KEPT)


class ItemQuery(ListQuery):
    """What a list of items can be narrowed to."""

    status = fields.String(load_default="", validate=validate.OneOf(["", *ItemStatus]))
    kind = fields.String(load_default="", validate=validate.OneOf(["", *ItemKind]))
    purchase = fields.UUID(load_default=None, allow_none=True)
    structure = fields.UUID(load_default=None, allow_none=True, metadata=KEPT)
    order = fields.String(load_default="tag", validate=validate.OneOf(["tag", "model", "since"]))


class ItemsPageSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema))
    next = fields.String(allow_none=True)


def held(query: dict[str, Any]) -> dict[str, Any]:
    """What the query says of the purchase and of the structure, by the names of the model."""
    return {"purchase_id": query["purchase"], "structure_id": query["structure"]}
