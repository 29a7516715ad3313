"""Fields of the national schema in forms and in the API: the same repairs and the same checks as in a file."""

import re
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError, fields

from services.directory.domain.national_columns import BY_ATTRIBUTE, Kind, NationalField
from services.directory.domain.national_repairs import clean, repair_cell
from services.directory.domain.national_schema import SEPARATOR, read_cell
from services.directory.national import telephones
from services.directory.national.remarks import is_email, is_url

_CHECKS: dict[Kind, tuple[Callable[[str], bool], str]] = {
    Kind.URL: (is_url, "n’est pas une adresse web. Exemple : https://www.exemple.fr."),
    Kind.URLS: (is_url, "n’est pas une adresse web. Exemple : https://www.exemple.fr."),
    Kind.EMAILS: (is_email, "n’est pas une adresse e-mail. Exemple : accueil@exemple.fr."),
}

_EXAMPLES = {"emails": ["accueil@exemple.fr"], "websites": ["https://www.exemple.fr"], "typologies": ["CCAS"]}


def national_field(attribute: str, *, required: bool = False) -> fields.Field:
    """The field of one attribute; ``required`` asks for it when a structure is created by hand."""
    column = BY_ATTRIBUTE[attribute]
    if column.is_plural:
        return NationalList(column)
    if column.kind is Kind.NUMBER:
        return Coordinate(column)
    if column.kind is Kind.DATE:
        return fields.Date(metadata={"description": "Jour où la fiche a été vérifiée ; aujourd’hui par défaut."})
    return NationalText(column, required=required)


class Coordinate(fields.Float):
    """Degrees, with a point or the comma of a French keyboard."""

    def __init__(self, column: NationalField) -> None:
        self.bound = 90 if column.attribute == "latitude" else 180
        described = {"description": f"{column.label}, en degrés WGS84", "example": float(column.example)}
        bounds = {"minimum": -self.bound, "maximum": self.bound}
        super().__init__(load_default=None, allow_none=True, metadata={**described, **bounds})
        self.column = column

    def _validated(self, value: Any) -> float:
        try:
            degrees = super()._validated(value.replace(",", ".") if isinstance(value, str) else value)
        except ValidationError:
            degrees = None
        if degrees is None or abs(degrees) > self.bound:
            typed, example = (str(one).replace(".", ",") for one in (value, self.column.example))
            mend = f"Écrivez un nombre entre -{self.bound} et {self.bound}, par exemple {example}."
            raise ValidationError(f"« {typed} » n’est pas une {self.column.label.lower()}. {mend}")
        return degrees


class NationalText(fields.String):
    def __init__(self, column: NationalField, *, required: bool) -> None:
        default = {} if required else {"load_default": ""}
        metadata = {"description": f"{column.label} ({column.name})", "example": column.example}
        super().__init__(required=required, metadata=metadata, **default)  # type: ignore[arg-type]
        self.column = column

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        text = super()._deserialize(value, *arguments, **options)
        text = _mended(self.column, text or "")
        if not text:
            if self.required:
                raise self.make_error("required")
            return ""
        _refuse_faults(self.column, text)
        return text


class NationalList(fields.List):
    """Accepts a list, or texts that hold several values one per line or between semicolons."""

    def __init__(self, column: NationalField) -> None:
        metadata = {"description": f"{column.label} ({column.name})", "example": _several(column)}
        words = {"enum": [column.codes.get(word, word) for word in column.choices]} if column.choices else {}
        super().__init__(fields.String(metadata=words), load_default=list, metadata=metadata)
        self.column = column

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> list[str]:
        texts: list[Any] = super()._deserialize(value, *arguments, **options)
        parts = [part for text in texts for part in re.split(r"[|;\n]", text or "")]
        mended = (_mended(self.column, part) for part in parts)
        kept = list(dict.fromkeys(part for part in mended if part))
        for part in kept:
            _refuse_faults(self.column, part)
        return kept


def _several(column: NationalField) -> list[str]:
    """What a program may send as it stands; nothing for free words."""
    if column.choices:
        return [column.codes.get(column.choices[0], column.choices[0])]
    return _EXAMPLES.get(column.attribute, [])


def _mended(column: NationalField, text: str) -> str:
    mended = repair_cell(column, clean(text)) if text.strip() else ""
    if column.attribute == "phone" and mended:
        return telephones.international(mended) or mended
    return mended


def _refuse_faults(column: NationalField, text: str) -> None:
    """Raises ValidationError with the sentence of the file's refusal, without the column's name."""
    if column.kind is not Kind.CHOICES and SEPARATOR in text:
        raise ValidationError("Le signe « | » sépare les valeurs dans les fichiers : retirez-le d’ici.")
    faults = read_cell(column, text).faults
    if faults:
        raise ValidationError([fault.removeprefix(f"{column.name} : ") for fault in faults])
    check = _CHECKS.get(column.kind)
    if check and not check[0](text):
        raise ValidationError(f"« {text} » {check[1]}")
