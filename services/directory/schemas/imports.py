"""Shape of imports."""

from flask_smorest.fields import Upload
from marshmallow import fields

from shared.web.forms import Schema


class UploadSchema(Schema):
    file = Upload(required=True, metadata={"description": "CSV du schéma national, en UTF-8, 10 Mo au plus."})


class ImportSchema(Schema):
    """What a file would do, or did."""

    id = fields.UUID()
    file_name = fields.String()
    state = fields.String(metadata={"description": "previewed, applied ou abandoned"})
    created_count = fields.Integer()
    changed_count = fields.Integer()
    unchanged_count = fields.Integer()
    refused_count = fields.Integer()
    preview = fields.Dict(
        metadata={"description": "Par groupe : created, changed (ancienne et nouvelle valeur), refused (motifs)…"}
    )
    created_at = fields.AwareDateTime()
    applied_at = fields.AwareDateTime(allow_none=True)
