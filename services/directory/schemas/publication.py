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
