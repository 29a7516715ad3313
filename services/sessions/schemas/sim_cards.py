"""Shape of SIM cards."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema
from stdnum import luhn

from services.sessions.schemas.people import ListQuery
from services.sessions.schemas.typed import Lines
from shared.web.forms import Schema


class Iccid(fields.String):
    """Number printed on a SIM card (ITU-T E.118): 89, 18 to 20 digits in all, the last one a Luhn key.

    A final F, which some readers add to fill the last byte, is dropped.
    """

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        typed = super()._deserialize(value, *arguments, **options)
        digits = "".join(c for c in typed.upper() if c.isalnum()).removesuffix("F")
        if not (digits.isascii() and digits.isdecimal() and digits.startswith("89") and 18 <= len(digits) <= 20):
            raise ValidationError(f"« {typed} » n’est pas un numéro de carte SIM : 18 à 20 chiffres, d’abord 89.")
        if not luhn.is_valid(digits):
            raise ValidationError(f"« {typed} » contient une erreur : son dernier chiffre ne correspond pas.")
        return digits


class SimReceptionSchema(Schema):
    id = fields.UUID(dump_only=True)
    operator = fields.String(required=True, validate=validate.Length(min=1, max=100), metadata={"example": "SFR"})
    iccids = Lines(
        Iccid(),
        required=True,
        load_only=True,
        validate=validate.Length(min=1, max=500, error="Collez de 1 à 500 numéros."),
        metadata={"example": ["8933010000000000012"]},
    )
    received_on = fields.Date(required=True, metadata={"example": "2026-01-12"})
    purchase_id = fields.UUID(load_default=None, allow_none=True)
    quantity = fields.Integer(dump_only=True)

    @validates_schema(skip_on_field_errors=True)
    def each_once(self, data: dict[str, Any], **_: Any) -> None:
        twice = sorted({iccid for iccid in data["iccids"] if data["iccids"].count(iccid) > 1})
        if twice:
            raise ValidationError(f"Ce numéro est collé deux fois : {twice[0]}.", "iccids")


class SimCardSchema(Schema):
    id = fields.UUID(dump_only=True)
    iccid = fields.String(dump_only=True)
    operator = fields.String(dump_only=True)
    reception_id = fields.UUID(dump_only=True)
    person_id = fields.UUID(dump_only=True, allow_none=True)
    given_on = fields.Date(dump_only=True, allow_none=True)


class GiftSchema(Schema):
    """To whom."""

    person_id = fields.UUID(required=True)


class SimCardQuery(ListQuery):
    state = fields.String(
        load_default="",
        validate=validate.OneOf(["", "stock", "given"]),
        metadata={"description": "stock or given; all when absent."},
    )


class SimCardsPageSchema(Schema):
    items = fields.List(fields.Nested(SimCardSchema))
    next = fields.String(allow_none=True)
