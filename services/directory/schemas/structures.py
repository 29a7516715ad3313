"""Shape of structures, as sent by forms and programs and as answered."""

from collections.abc import Collection
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates, validates_schema

from services.directory.domain.coordinates import COORDINATES, faults_of_place
from services.directory.domain.national_columns import COLUMNS
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.terms import near_kinds
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.schemas.national_fields import national_field
from shared.web.dumping import Ready
from shared.web.forms import SEEN, Schema

REQUIRED_BY_HAND = {"label", "commune", "postcode", "address"}
SEATS = validate.Range(1, 5000, error="Écrivez un nombre entre 1 et 5 000.")
NationalAttributes = Schema.from_dict(
    {
        column.attribute: national_field(column.attribute, required=column.attribute in REQUIRED_BY_HAND)
        for column in COLUMNS
    },
    name="NationalAttributes",
)


class StructureSchema(NationalAttributes):  # type: ignore[misc, valid-type]
    """The fields of the national schema under English names, and the network's own."""

    id = fields.UUID(dump_only=True)
    version = fields.Integer(dump_only=True)
    status = fields.String(dump_only=True, metadata={"description": "active ou archived"})
    can_host_meetings = fields.Boolean(load_default=False)
    is_public = fields.Boolean(
        load_default=True, metadata={"description": "Montrée sur le site public et dans les données ouvertes."}
    )
    seats = fields.Integer(load_default=None, allow_none=True, validate=SEATS)
    stages = fields.List(fields.String(validate=validate.OneOf(tuple(STAGES))), load_default=list)
    equipment = fields.List(fields.String(validate=validate.OneOf(tuple(EQUIPMENT))), load_default=list)
    computers = fields.Integer(load_default=None, allow_none=True, validate=SEATS)
    shared_content = fields.String(load_default="", validate=validate.Length(max=2000))
    created_at = fields.AwareDateTime(dump_only=True)
    changed_at = fields.AwareDateTime(dump_only=True)

    @validates_schema
    def locate(self, data: dict[str, Any], **_: Any) -> None:
        """Of what was sent; of changes, what is stored is the other half, and the use case compares them."""
        faults = faults_of_place(data) if data.keys() >= set(COORDINATES) else {}
        if faults:
            raise ValidationError(faults)  # type: ignore[arg-type]

    @post_load
    def keep_identifier(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """An identifier left empty is one that was not given."""
        return data if data.get("external_id") else {k: v for k, v in data.items() if k != "external_id"}


class StructureChangesSchema(StructureSchema):
    """What is not sent stays as it is; used with ``partial=True``."""

    version = SEEN


FORM_FIELDS = (
    *("label", "typologies", "address", "address_extra", "postcode", "commune", "commune_code", "pivot"),
    *("latitude", "longitude", "parent", "source"),
    *("phone", "emails", "websites", "opening_hours", "booking_url", "summary", "description", "services"),
    *("access_modes", "support_modes", "fees", "target_audiences", "special_care", "mobility"),
    *("national_programmes", "trainings", "other_trainings", "accessibility_url"),
    *("can_host_meetings", "seats", "is_public", "stages", "equipment", "computers", "shared_content"),
)
"""What people fill in on the page: the whole national schema but two columns, which it shows.

``external_id`` is what an import recognises the structure by: typed anew, the next file would add it a second time.
``updated_on`` is the day on which somebody vouched for the record: whoever saves the form does so today.
"""


class StructureForm(StructureSchema):
    """On the page one chooses among the known kinds of structure; a file and a program may bring others."""

    def __init__(self, *, kinds_kept: Collection[str] = ()) -> None:
        super().__init__(only=FORM_FIELDS)
        self.kinds_kept = kinds_kept

    @validates("typologies")
    def refuse_unknown_kinds(self, codes: list[str], **_: Any) -> None:
        unknown = [code for code in codes if code not in TYPOLOGIES and code not in self.kinds_kept]
        if unknown:
            raise ValidationError([not_a_kind(code) for code in unknown])


def not_a_kind(typed: str) -> str:
    """What to say of it, with the kinds that it resembles."""
    near = ", ".join(f"« {label} »" for label in near_kinds(typed))
    mend = f"Vouliez-vous dire {near} ?" if near else "Choisissez-en un dans la liste, ou laissez vide."
    said = typed if len(typed) <= 80 else f"{typed[:79]}…"
    return f"« {said} » n’est pas un type de structure connu. {mend}"


def structure_form(kinds_kept: Collection[str] = ()) -> StructureForm:
    """``kinds_kept``: codes that the record bears already, from an import, known or not."""
    return StructureForm(kinds_kept=kinds_kept)


ATTRIBUTES = tuple(StructureSchema().dump_fields)
"""What is told of a structure: columns of the model, by the same names."""


class StructuresPageSchema(Schema):
    items = Ready(fields.Nested(StructureSchema))
    next = fields.String(allow_none=True)
    count = fields.Integer()
    corrected = fields.String(
        allow_none=True, metadata={"description": "Mots cherchés à la place de ceux de q, que rien ne contenait."}
    )


class NextWorkshopSchema(Schema):
    title = fields.String()
    starts_at = fields.AwareDateTime()
    free = fields.Integer(
        allow_none=True,
        metadata={"description": "Places libres ; null quand le nombre de places n’est pas connu.", "example": 5},
    )


class LendingStockSchema(Schema):
    stock = fields.Dict(
        fields.String(),
        fields.Integer(),
        metadata={"description": "Sorte de matériel → combien la structure en prête.", "example": {"tablet": 6}},
    )
    available = fields.Dict(
        fields.String(),
        fields.Integer(),
        metadata={"description": "Combien de ceux-là sont disponibles.", "example": {"tablet": 4}},
    )


class WorkshopsOfStructureSchema(Schema):
    items = fields.List(fields.Nested(NextWorkshopSchema))
