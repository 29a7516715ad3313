"""Shapes of a diagnosis: the answers by code, and where they lead."""

from marshmallow import fields, validate

from services.directory.domain.diagnosis import QUESTIONS
from shared.web.forms import Schema

_ANSWERS = {
    one.code: fields.String(load_default="", validate=validate.OneOf(["", *one.answers]), metadata={"title": one.text})
    for one in QUESTIONS
}


class DiagnosisSchema(Schema.from_dict(_ANSWERS, name="DiagnosisAnswers")):  # type: ignore[misc]
    commune = fields.String(load_default="", validate=validate.Length(max=120))


class FittingSchema(Schema):
    structure_id = fields.UUID(attribute="structure.id")
    label = fields.String(attribute="structure.label")
    commune = fields.String(attribute="structure.commune")
    kilometres = fields.Float(allow_none=True)
    reachable = fields.Boolean()
    offers_stage = fields.Boolean(metadata={"description": "La structure dit qu’elle fait l’étape recommandée."})


class DiagnosisResultSchema(Schema):
    stage = fields.String()
    label = fields.String()
    advice = fields.String()
    autonomy = fields.Integer()
    reasons = fields.List(fields.String())
    themes = fields.List(fields.String())
    structures = fields.List(fields.Nested(FittingSchema))
