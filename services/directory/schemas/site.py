"""What may be asked of the public directory; the same words stand in the address of its integrated version."""

from marshmallow import fields, validate

from services.directory.domain.national_vocabulary import SERVICES
from shared.web.forms import Schema


class SiteQuery(Schema):
    q = fields.String(load_default="")
    commune = fields.String(load_default="")
    service = fields.String(load_default="", validate=validate.OneOf(("", *SERVICES)))
    sort = fields.String(load_default="commune", validate=validate.OneOf(("label", "commune")))
    recherche = fields.Boolean(load_default=True)
    """Whether the integrated version shows its search."""
    cursor = fields.String(load_default=None)
