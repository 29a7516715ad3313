"""Shape of what a network chooses to publish."""

from marshmallow import fields, validate

from services.directory.domain.licences import LICENCES
from shared.web.forms import Schema


class PublicationSchema(Schema):
    is_site_open = fields.Boolean(
        load_default=False, metadata={"description": "Le site public et sa version intégrable sont ouverts."}
    )
    licence = fields.String(
        load_default="",
        validate=validate.OneOf(("", *LICENCES)),
        metadata={"description": "Licence des fichiers ; vide : aucun fichier n’est publié.", "example": "etalab-2.0"},
    )
    changed_at = fields.AwareDateTime(dump_only=True)


class KeptBackSchema(Schema):
    structure_id = fields.UUID(attribute="structure.id")
    label = fields.String(attribute="structure.label")
    is_whole = fields.Boolean(
        metadata={"description": "Toute la fiche est laissée de côté ; sinon, quelques cases seulement."}
    )
    reasons = fields.List(fields.String(), metadata={"example": ["Téléphone : le numéro a 9 chiffres"]})


class KeptBackPageSchema(Schema):
    """The page is one of public structures, of which only those that lose something are told: go on until the end."""

    items = fields.List(fields.Nested(KeptBackSchema))
    next = fields.String(allow_none=True)
