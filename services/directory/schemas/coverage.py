"""Shapes of the coverage of a department."""

from typing import Any

from marshmallow import fields, post_load, validate

from services.directory.domain.coverage import RADII, SORTS, USUAL_RADIUS
from services.directory.queries.structures import Wanted
from services.directory.schemas.structure_query import StructureQuery
from shared.web.forms import Schema
from shared.web.pagination import PAGE

FILTERS = ("service", "stage", "audience", "fee")
"""Of the list of structures, with the same meaning."""
_FILTERS = Schema.from_dict({name: StructureQuery._declared_fields[name] for name in FILTERS}, name="CoverageFilters")


class PartsQuery(_FILTERS):  # type: ignore[misc, valid-type]
    within = fields.Integer(
        load_default=USUAL_RADIUS,
        validate=validate.OneOf(RADII),
        metadata={"description": "Kilomètres à vol d’oiseau, de la mairie au lieu le plus proche."},
    )

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``wanted``, what the queries understand."""
        return {**data, "wanted": Wanted(**{name: data[name] for name in FILTERS})}


class CoverageQuery(PartsQuery):
    q = fields.String(load_default="", metadata={"description": "Début du nom d’une commune, d’une intercommunalité."})
    without = fields.Boolean(load_default=False, metadata={"description": "Seulement les communes sans lieu."})
    sort = fields.String(
        load_default="priority",
        validate=validate.OneOf(tuple(SORTS)),
        metadata={"description": "priority : les communes sans lieu d’abord, les plus peuplées en tête."},
    )
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class CoveredSchema(Schema):
    code = fields.String(metadata={"description": "Code INSEE.", "example": "51108"})
    name = fields.String(metadata={"example": "Châlons-en-Champagne"})
    intercommunality = fields.String()
    population = fields.Integer(allow_none=True)
    kilometres = fields.Float(allow_none=True, metadata={"description": "Jusqu’au lieu le plus proche."})
    structure_id = fields.UUID(allow_none=True)
    structure = fields.String(metadata={"description": "Nom du lieu le plus proche."})
    reach = fields.String(metadata={"description": "near, far (jusqu’au double de la distance) ou very_far"})


class ShareSchema(Schema):
    name = fields.String(metadata={"description": "Nom de l’intercommunalité ; vide pour le département."})
    communes = fields.Integer()
    communes_without = fields.Integer(metadata={"description": "Sans lieu à la distance choisie."})
    inhabitants = fields.Integer(allow_none=True, metadata={"description": "null : aucune population n’est connue."})
    inhabitants_without = fields.Integer(allow_none=True)
    share_without = fields.Float(allow_none=True, metadata={"description": "De 0 à 1."})
    structures = fields.Integer(metadata={"description": "De ses communes, avec ou sans coordonnées."})
    per_10_000 = fields.Float(allow_none=True, metadata={"description": "Structures pour 10 000 habitants."})


class CoverageSchema(Schema):
    """``count`` is 0 as long as the communes of the department are not loaded."""

    within = fields.Integer()
    whole = fields.Nested(ShareSchema)
    unplaced = fields.Integer(metadata={"description": "Structures sans coordonnées, qui ne couvrent personne."})
    items = fields.List(fields.Nested(CoveredSchema))
    next = fields.String(allow_none=True)
    count = fields.Integer()


class PartsSchema(Schema):
    items = fields.List(fields.Nested(ShareSchema))
