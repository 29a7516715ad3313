"""What may be asked of the public directory; the same words stand in the address of its integrated version."""

from typing import Any

from marshmallow import fields, validate

from services.directory.schemas.structure_query import FindQuery
from shared.web.forms import Schema


def _shown(description: str) -> fields.String:
    """``false`` hides it. Not a boolean: what a form leaves out counts as no, what an address leaves out does not."""
    allowed = validate.OneOf(("true", "false"))
    return fields.String(load_default="true", validate=allowed, metadata={"description": description})


class SiteQuery(FindQuery):
    only_public = True

    recherche = _shown("false : la version intégrée ne montre pas sa recherche.")
    carte = _shown("false : pas de carte à côté de la liste.")


class WorkshopsQuery(Schema):
    cursor = fields.String(load_default=None)


def parameters() -> list[dict[str, Any]]:
    """Name, meaning and, where they are few, values of what the integrated version's address may carry."""
    return [
        {"name": field.data_key or name, "meaning": field.metadata["description"], "values": _values(field)}
        for name, field in SiteQuery().load_fields.items()
        if name != "cursor"
    ]


def _values(field: Any) -> list[str]:
    if isinstance(field, fields.Boolean):
        return ["true"]
    found = next((rule.choices for rule in field.validators if isinstance(rule, validate.OneOf)), ())
    return [str(choice) for choice in found if choice]
