"""Whatever refuses a value says so in French, in pages and in the API."""

import pytest
from marshmallow import ValidationError, fields, validate

from shared.web.forms import Schema


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (fields.Float(), "loin", "Écrivez un nombre, par exemple 8,5."),
        (fields.Float(), "nan", "Écrivez un nombre."),
        (fields.Float(validate=validate.Range(1, 500)), "-1", "La valeur doit être entre 1 et 500."),
        (fields.Decimal(), "cher", "Écrivez un nombre, par exemple 8,5."),
        (fields.Integer(), "12,5", "Écrivez un nombre entier, par exemple 12."),
        (fields.Date(), "hier", "Écrivez une date, par exemple 31/12/2026."),
        (fields.String(required=True), None, "Ce champ est à remplir."),
    ],
)
def test_a_value_is_refused_in_french(field, value, sentence):
    schema = Schema.from_dict({"value": field})()

    with pytest.raises(ValidationError) as refusal:
        schema.load({"value": value})

    assert refusal.value.messages == {"value": [sentence]}
