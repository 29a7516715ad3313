"""Forms are read with the same marshmallow schemas as the API, and refuse in French."""

from typing import Any, cast

import marshmallow
from flask import g, request
from marshmallow import EXCLUDE, fields, validate
from werkzeug.datastructures import MultiDict

from shared.errors import Invalid, NothingSavedYet
from shared.web.dumping import QuickDump

_MESSAGES: dict[type[fields.Field], dict[str, str]] = {
    fields.Field: {"required": "Ce champ est à remplir.", "null": "Ce champ est à remplir."},
    fields.String: {"invalid": "Ce texte n’est pas lisible."},
    fields.UUID: {"invalid_uuid": "Ce choix n’existe pas."},
    fields.Integer: {"invalid": "Écrivez un nombre entier, par exemple 12."},
    fields.Number: {"invalid": "Écrivez un nombre, par exemple 8,5.", "too_large": "Ce nombre est trop grand."},
    fields.Float: {"special": "Écrivez un nombre."},
    fields.Decimal: {"invalid": "Écrivez un nombre, par exemple 8,5.", "special": "Écrivez un nombre."},
    fields.Boolean: {"invalid": "Répondez par oui ou par non."},
    fields.Date: {"invalid": "Écrivez une date, par exemple 31/12/2026."},
    fields.DateTime: {"invalid": "Écrivez une date et une heure."},
    fields.AwareDateTime: {"awareness": "Précisez le fuseau horaire."},
    fields.Time: {"invalid": "Écrivez une heure, par exemple 14:30."},
    fields.Email: {"invalid": "Cette adresse n’est pas complète. Exemple : prenom.nom@exemple.fr."},
    fields.Url: {"invalid": "Cette adresse de site n’est pas complète. Exemple : https://www.exemple.fr."},
    fields.List: {"invalid": "Une liste est attendue."},
    fields.Dict: {"invalid": "Un objet est attendu."},
    fields.Nested: {"type": "Un objet est attendu."},
}

for _field, _messages in _MESSAGES.items():
    _field.default_error_messages = {**_field.default_error_messages, **_messages}
fields.Email.default_error_messages["invalid"] = _MESSAGES[fields.Email]["invalid"]
validate.Length.message_min = "Écrivez au moins {min} caractères."
validate.Length.message_max = "Écrivez {max} caractères au plus."
validate.Length.message_all = "Écrivez entre {min} et {max} caractères."
validate.Length.message_equal = "Écrivez exactement {equal} caractères."
validate.Range.message_all = "La valeur doit être entre {{min}} et {{max}}."
validate.Range.message_min = "La valeur doit être au moins {{min}}."
validate.Range.message_max = "La valeur doit être au plus {{max}}."
validate.OneOf.default_message = "Choisissez une des réponses proposées."
validate.Regexp.default_message = "Ce texte n’est pas de la forme attendue."
validate.ContainsOnly.default_message = "Choisissez parmi les réponses proposées."
validate.Email.default_message = _MESSAGES[fields.Email]["invalid"]
validate.URL.default_message = _MESSAGES[fields.Url]["invalid"]


class Schema(QuickDump):
    """Base of our schemas: unknown fields are ignored, dates may be written the French way in pages."""

    class Meta:
        unknown = EXCLUDE


Schema.error_messages = {**Schema.error_messages, "type": "Un objet est attendu."}


SEEN = fields.Integer(
    metadata={
        "description": "La version qui a été lue. S’il y en a une plus récente, rien ne change (409).",
        "example": 3,
    }
)
"""Of a change; left out, the last one to write wins."""


class SeenSchema(Schema):
    """Which version the form was opened on (macro ``seen_version``). What somebody else has saved meanwhile is shown
    beside what was typed (:func:`shared.web.typed.saved_meanwhile`)."""

    version = SEEN


LOOK_FOR = "look_for"
"""Name of the buttons that send a form to look for something to choose (:mod:`shared.web.picker`)."""


def load_form(schema: type[marshmallow.Schema] | marshmallow.Schema) -> dict[str, Any]:
    """The values of the posted form. Raises Invalid with French sentences by field, NothingSavedYet."""
    if LOOK_FOR in request.form:
        raise NothingSavedYet
    schema = schema() if isinstance(schema, type) else schema
    try:
        return cast(dict[str, Any], schema.load(plain(schema, request.form)))
    except marshmallow.ValidationError as error:
        raise Invalid(flat(error.messages)) from error


def load_query(schema: type[marshmallow.Schema]) -> dict[str, Any]:
    """The values of the address's query; what is unreadable in it is ignored, so that a link never breaks."""
    typed = plain(schema(), request.args)
    errors = schema().validate(typed)
    kept = {key: value for key, value in typed.items() if key not in errors}
    return cast(dict[str, Any], schema().load(kept))


def plain(schema: marshmallow.Schema, typed: MultiDict[str, str]) -> dict[str, Any]:
    """Lists as lists, texts trimmed, what was left empty left out."""
    values: dict[str, Any] = {}
    for name, field in schema.load_fields.items():
        key = field.data_key or name
        if isinstance(field, fields.List):
            values[key] = [text.strip() for text in typed.getlist(key) if text.strip()]
            continue
        text = typed.get(key, "").strip()
        if text:
            values[key] = text.replace(",", ".") if isinstance(field, fields.Decimal | fields.Float) else text
        elif isinstance(field, fields.Boolean):
            values[key] = False
    return values


def flat(messages: Any) -> dict[str, list[str]]:
    """marshmallow's nested messages as sentences by field name; list positions are joined with dots."""
    found: dict[str, list[str]] = {}

    def walk(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(f"{name}.{key}" if name else str(key), inner)
        else:
            found.setdefault(name, []).extend(value if isinstance(value, list) else [str(value)])

    walk("", messages)
    return found


def form_state() -> dict[str, Any]:
    """For the templates: what was typed and what is wrong with it, after a refusal."""
    return {
        "form_values": g.get("form_values", {}),
        "form_errors": g.get("form_errors", {}),
        "form_refusal": g.get("form_refusal"),
        "form_address": g.get("form_address"),
    }
