"""The field for an e-mail address, normalised."""

from typing import Any

from marshmallow import ValidationError, fields

from services.directory.domain.addresses import LONGEST, is_address, normal

INCOMPLETE = "Cette adresse n’est pas complète. Exemple : prenom.nom@exemple.fr."


class EmailAddress(fields.String):
    """Lower case, without the spaces that pasting brings. Refuses what cannot be written to."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("metadata", {"format": "email", "maxLength": LONGEST, "example": "nadia.benali@ville.fr"})
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        address = normal(super()._deserialize(value, attr, data, **options))
        if not is_address(address):
            raise ValidationError(INCOMPLETE)
        return address


def missing(sentence: str) -> dict[str, Any]:
    """``error_messages`` of a field that the summary of errors must name."""
    return {"required": sentence, "null": sentence}
