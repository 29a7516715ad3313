"""Shape of one field written alike in many records."""

from typing import Any

from marshmallow import RAISE, ValidationError, fields, post_load, validate, validates_schema

from services.directory.domain.completion import ADD, FIELDS, HOWS, Completion
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.schemas.national_fields import national_field
from services.directory.schemas.structure_query import StructureQuery
from services.directory.schemas.structures import not_a_kind
from shared.web.forms import Schema

TYPOLOGY = "typologies"
TICKED, SHOWN, FOUND = "ticked", "shown", "found"
SOME_ID = "8e03978e-40d5-43e8-bc93-6894a57f9324"


class CompletionSchema(Schema):
    """Adds ``completion``, what the use case understands."""

    attribute = fields.String(
        required=True, validate=validate.OneOf(tuple(FIELDS)), metadata={"description": "Champ.", "example": "services"}
    )
    how = fields.String(
        load_default=ADD,
        validate=validate.OneOf(tuple(HOWS)),
        metadata={"description": "add, remove, ou set pour remplacer ce que disent les fiches."},
    )
    values = fields.List(
        fields.String(),
        load_default=list,
        metadata={
            "description": "Valeurs du champ, comme dans une structure ; « true » ou « false » pour un oui ou non.",
            "example": ["Aide aux démarches administratives"],
        },
    )

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        values = data["values"]
        if data["attribute"] == TYPOLOGY:  # typed, not ticked: there are too many of them for boxes
            values = national_field(TYPOLOGY).deserialize(values)
            if unknown := [code for code in values if code not in TYPOLOGIES]:
                raise ValidationError({"values": [not_a_kind(code) for code in unknown]})
        return {**data, "completion": Completion(data["attribute"], data["how"], tuple(values))}


class FiltersSchema(StructureQuery):
    """A filter that does not exist is refused: left out, it would choose the whole directory."""

    class Meta:
        unknown = RAISE
        exclude = ("sort", "cursor", "limit")


FiltersSchema.error_messages = {**FiltersSchema.error_messages, "unknown": "Ce filtre n’existe pas."}


class CompletionRequestSchema(CompletionSchema):
    structure_ids = fields.List(
        fields.UUID(),
        load_default=None,
        allow_none=True,
        metadata={"description": "Les fiches, 20 000 au plus.", "example": [SOME_ID]},
    )
    filters = fields.Nested(
        FiltersSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "À la place de structure_ids : toutes celles que ces filtres trouvent."},
    )

    @validates_schema
    def choose_one_way(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("structure_ids") is None) == (data.get("filters") is None):
            raise ValidationError("Donnez soit structure_ids, soit filters.", "structure_ids")


class RecordsForm(Schema):
    """Which records of a page: ``which`` says whether those ticked, those shown, or all that the filters find."""

    attribute = fields.String(required=True, validate=validate.OneOf(tuple(FIELDS)))
    which = fields.String(load_default=TICKED, validate=validate.OneOf((TICKED, SHOWN, FOUND)))
    structure_ids = fields.List(fields.UUID(), load_default=list)
    shown = fields.List(fields.UUID(), load_default=list)


class ChosenQuery(StructureQuery):
    """In the address of the values: the records, or the filters that find them, and what was answered before."""

    attribute = fields.String(load_default="services", validate=validate.OneOf(tuple(FIELDS)))
    structure = fields.List(fields.UUID(), load_default=list)
    how = fields.String(load_default=ADD, validate=validate.OneOf(tuple(HOWS)))
    values = fields.List(fields.String(), load_default=list)
