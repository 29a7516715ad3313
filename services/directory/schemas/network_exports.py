"""Shapes of a network's export."""

from marshmallow import fields

from shared.web.forms import Schema


class NetworkExportSchema(Schema):
    id = fields.UUID(dump_only=True)
    asked_at = fields.AwareDateTime(dump_only=True)
    state = fields.String(dump_only=True, metadata={"description": "preparing, ready ou ended."})
    missing = fields.List(
        fields.String(), dump_only=True, metadata={"description": "Parties de Maillage dont on attend la part."}
    )
    unreadable = fields.List(
        fields.String(), dump_only=True, metadata={"description": "Fichiers qui n’ont pas pu être relus."}
    )
    ready_at = fields.AwareDateTime(dump_only=True, allow_none=True)
    kept_until = fields.AwareDateTime(dump_only=True, allow_none=True)
    size = fields.Integer(dump_only=True, metadata={"description": "Octets de l’archive."})
    sha256 = fields.String(dump_only=True)
