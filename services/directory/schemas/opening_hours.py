"""Shapes of opening hours: of a structure at this instant, and those to be confirmed."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.directory.domain.weekly_hours import write_hours
from services.directory.opening import reading_of
from services.directory.queries.opening_hours import PROPOSED, SHOWN, STATES
from shared.web.forms import Schema

MOST = 200
"""Readings decided at once."""
_ANY = validate.Length(min=1, max=MOST, error="Choisissez de 1 à 200 structures.")
_TEXT = {"description": "Le texte tel qu’il a été montré : s’il a changé depuis, la structure est laissée de côté."}


class OpeningHoursSchema(Schema):
    opening_hours = fields.String()
    is_valid = fields.Boolean(metadata={"description": "Notation opening_hours d’OpenStreetMap."})
    is_open = fields.Boolean(allow_none=True, metadata={"description": "null quand les horaires ne le disent pas."})
    changes_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Prochaine ouverture ou fermeture."})
    proposal = fields.String(allow_none=True, metadata={"description": "Lecture d’un texte français, à confirmer."})


class ReadingsQuery(Schema):
    state = fields.String(load_default=PROPOSED, validate=validate.OneOf(STATES))
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})
    limit = fields.Integer(load_default=SHOWN, validate=validate.Range(min=1, max=MOST))


class ReadingSchema(Schema):
    structure_id = fields.UUID(attribute="id")
    label = fields.String()
    commune = fields.String()
    text = fields.String(attribute="opening_hours", metadata={"description": "Le texte de la fiche."})
    proposal = fields.Function(
        lambda structure: write_hours(reading_of(structure.opening_hours)),  # pyright: ignore[reportArgumentType]
        metadata={"description": "Ce qu’il semble dire, dans la notation d’OpenStreetMap.", "type": "string"},
    )


class ReadingsPageSchema(Schema):
    items = fields.List(fields.Nested(ReadingSchema))
    next = fields.String(allow_none=True)


class ShownSchema(Schema):
    structure_id = fields.UUID(required=True)
    text = fields.String(required=True, metadata=_TEXT)


class ReadingsChoiceSchema(Schema):
    readings = fields.List(fields.Nested(ShownSchema), required=True, validate=_ANY)


class ReadingsFormSchema(Schema):
    """The same as a form sends it: as many texts as structures, in the same order."""

    structure = fields.List(fields.UUID(), required=True, validate=_ANY)
    text = fields.List(fields.String(), required=True)

    @validates_schema
    def each_has_its_text(self, data: dict[str, Any], **_: Any) -> None:
        if len(data["structure"]) != len(data["text"]):
            raise ValidationError("Chaque structure va avec son texte : rechargez la page.", "text")


class DecisionChoiceSchema(Schema):
    decision = fields.UUID(required=True)


class DecisionSchema(Schema):
    decision_id = fields.UUID()
    count = fields.Integer(metadata={"description": "Structures dont il a été décidé."})
    changed = fields.Integer(metadata={"description": "Laissées de côté : leur texte a changé entre-temps."})
