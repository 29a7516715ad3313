"""Shape of people, as sent by forms and programs and as answered."""

from typing import Any

import phonenumbers
from marshmallow import ValidationError, fields, post_load, validate

from shared.web.forms import Schema

SHORT = validate.Length(min=1, max=100, error="Écrivez de 1 à 100 caractères.")


class Phone(fields.String):
    """A telephone number, typed in any French way, kept in E.164 (``+33612345678``)."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *arguments, **options).strip()
        if not text:
            return None
        try:
            number = phonenumbers.parse(text, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError("Ce numéro ne se lit pas. Exemple : 06 12 34 56 78.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class OptionalEmail(fields.Email):
    """An e-mail address or nothing: an empty field of a form means that the person has none."""

    default_error_messages = {"invalid": "Cette adresse ne se lit pas. Exemple : marie.durand@exemple.fr."}  # noqa: RUF012

    def deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(value, str) and not value.strip():
            return None
        return super().deserialize(value.strip() if isinstance(value, str) else value, *arguments, **options)


class PersonSchema(Schema):
    id = fields.UUID(dump_only=True)
    first_name = fields.String(required=True, validate=SHORT, metadata={"example": "Jeanne"})
    last_name = fields.String(required=True, validate=SHORT, metadata={"example": "Labat"})
    phone = Phone(load_default=None, allow_none=True, metadata={"example": "06 12 34 56 78"})
    email = OptionalEmail(load_default=None, allow_none=True)
    known_before = fields.Boolean(
        load_default=False, metadata={"description": "The network already accompanied this person before this record."}
    )
    registered_on = fields.Date(dump_only=True)

    @post_load
    def strip(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {name: data[name].strip() for name in ("first_name", "last_name")}


class ListQuery(Schema):
    """Query of a list: search, and where to go on."""

    q = fields.String(load_default="", metadata={"description": "Every word must be found."})
    cursor = fields.String(load_default=None, metadata={"description": "`next` of the previous page."})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class PeoplePageSchema(Schema):
    items = fields.List(fields.Nested(PersonSchema))
    next = fields.String(allow_none=True)
