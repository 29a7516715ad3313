"""Money, lists and numbers as people type them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import ValidationError, fields

_SPACES = re.compile(r"[\s\u00a0\u202f€]")


class Euros(fields.Field):
    """« 7 900 », « 526,67 € » → euro cents. For forms; programs send cents as integers."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> int:
        try:
            cents = Decimal(_SPACES.sub("", str(value)).replace(",", ".")) * 100
        except InvalidOperation as error:
            raise ValidationError("Écrivez un montant en euros, par exemple 526,67.") from error
        if not cents.is_finite() or cents != cents.to_integral_value():
            raise ValidationError("Écrivez un montant avec deux chiffres au plus après la virgule.")
        if not 0 <= cents <= 1_000_000_000:
            raise ValidationError("Ce montant n’est pas possible. Vérifiez-le.")
        return int(cents)


class Lines(fields.List):
    """A list of texts: as a JSON array, or pasted in a form with one value per line."""

    def __init__(self, inner: fields.Field | None = None, **options: Any) -> None:
        super().__init__(inner or fields.String(), **options)

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> list[Any]:
        texts = value if isinstance(value, list) else [value]
        if not all(isinstance(text, str) for text in texts):
            raise self.make_error("invalid")
        lines = [line.strip() for text in texts for line in re.split(r"[\r\n;,\t]+", text)]
        return super()._deserialize([line for line in lines if line], *arguments, **options)
