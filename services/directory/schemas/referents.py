"""Shape of a structure's referents."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.directory.models.referent import KEEPERS, VISIBILITIES
from services.directory.schemas.emails import EmailAddress
from services.directory.schemas.national_fields import national_field
from services.directory.schemas.structures import StructureSchema
from shared.web.forms import Schema

SHORT = validate.Length(max=120)


class ReferentSchema(Schema):
    id = fields.UUID(dump_only=True)
    structure_id = fields.UUID(dump_only=True)
    membership_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "La même personne comme membre du réseau."}
    )
    name = fields.String(load_default="", validate=SHORT, metadata={"example": "Nadia Benali"})
    function = fields.String(load_default="", validate=SHORT, metadata={"example": "Directrice"})
    email = EmailAddress(load_default="")
    phone = national_field("phone")
    valid_until = fields.Date(load_default=None, allow_none=True, metadata={"description": "Un an par défaut."})
    shown_to = fields.String(load_default=KEEPERS, validate=validate.OneOf(tuple(VISIBILITIES)))
    consented_on = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "Jour où la personne a donné son accord."}
    )

    @validates_schema
    def name_somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("name", "-") and not data.get("membership_id"):
            raise ValidationError("Donnez le nom de la personne.", "name")


class ReferentChangesSchema(ReferentSchema):
    """What is not sent stays as it is; used with ``partial=True``. The link with a member stays."""

    membership_id = fields.UUID(dump_only=True, allow_none=True)


class ReferentsSchema(Schema):
    items = fields.List(fields.Nested(ReferentSchema))


class FoundReferentsSchema(ReferentsSchema):
    next = fields.String(allow_none=True)
    count = fields.Integer()


class WithoutReferentSchema(Schema):
    items = fields.List(fields.Nested(StructureSchema))
    next = fields.String(allow_none=True)
    count = fields.Integer()


class CandidateSchema(Schema):
    id = fields.UUID(metadata={"description": "De l’adhésion : membership_id du référent."})
    display_name = fields.String()
    email = fields.String()


class CandidatesSchema(Schema):
    items = fields.List(fields.Nested(CandidateSchema))
    next = fields.String(allow_none=True)
    count = fields.Integer()
