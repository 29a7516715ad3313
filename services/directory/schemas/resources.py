"""Shapes of what members share."""

import re
from typing import Any

from flask_smorest.fields import Upload
from marshmallow import fields, validate

from services.directory.domain.national_vocabulary import SERVICES, TARGET_AUDIENCES
from services.directory.domain.resources import KINDS, LICENCES, PUBLISHED, SYSTEMS
from services.directory.files.shareable import ACCEPTED
from services.directory.queries.resources import SORTS, VIEWS
from services.directory.schemas.emails import missing
from shared.web.forms import Schema
from shared.web.pagination import PAGE

_IS_WEB_ADDRESS = validate.URL(schemes={"http", "https"})


class WebAddress(fields.String):
    """http or https, written when it was left out; or nothing."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        text = super()._deserialize(value, *arguments, **options).strip()
        if not text:
            return ""
        return _IS_WEB_ADDRESS(text if re.match(r"[\w+.-]+:", text) else f"https://{text}")


READ = fields.AwareDateTime(
    load_default=None,
    metadata={"description": "Celui de la ressource que vous avez lue : 409 si elle a changé depuis."},
)


class ResourceSchema(Schema):
    id = fields.UUID(dump_only=True)
    kind = fields.String(
        required=True,
        validate=validate.OneOf(list(KINDS)),
        metadata={"description": "teaching ou software.", "example": "teaching"},
    )
    title = fields.String(
        required=True, validate=validate.Length(2, 160), error_messages=missing("Donnez un nom, comme vous le diriez.")
    )
    summary = fields.String(
        required=True,
        validate=validate.Length(10, 1000),
        error_messages=missing("Dites en une phrase à quoi cela sert."),
    )
    url = WebAddress(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Ou un fichier, par POST …/resources/files.", "example": "https://exemple.fr/fiche"},
    )
    theme = fields.String(
        load_default="",
        validate=validate.OneOf(("", *SERVICES)),
        metadata={"description": "Service du schéma national ; nécessaire à une ressource pédagogique."},
    )
    audiences = fields.List(
        fields.String(validate=validate.OneOf(TARGET_AUDIENCES)),
        load_default=list,
        metadata={"description": "Publics ; aucun : tout le monde."},
    )
    is_falc = fields.Boolean(load_default=False, metadata={"description": "Facile à lire et à comprendre."})
    licence = fields.String(
        required=True,
        validate=validate.OneOf(list(LICENCES)),
        error_messages=missing("Choisissez une licence."),
        metadata={"example": "CC-BY-SA-4.0"},
    )
    systems = fields.List(
        fields.String(validate=validate.OneOf(list(SYSTEMS))),
        load_default=list,
        metadata={"description": "D’un logiciel : ceux sur lesquels il marche."},
    )
    remark = fields.String(load_default="", validate=validate.Length(max=1000))
    file_name = fields.String(dump_only=True)
    file_type = fields.String(dump_only=True)
    file_size = fields.Integer(dump_only=True, metadata={"description": "Octets."})
    state = fields.String(dump_only=True, metadata={"description": "proposed, published, refused ou hidden."})
    reason = fields.String(dump_only=True, metadata={"description": "Motif du refus."})
    proposed_by = fields.UUID(dump_only=True, allow_none=True)
    created_at = fields.AwareDateTime(dump_only=True)
    changed_at = fields.AwareDateTime(dump_only=True)


class ResourceChangesSchema(ResourceSchema):
    """The kind does not change. What is not sent stays as it is, with ``partial=True``."""

    class Meta(ResourceSchema.Meta):
        exclude = ("kind",)

    changed_at = READ


class ResourceFileSchema(Schema):
    file = Upload(required=True, metadata={"description": f"20 Mo au plus. {ACCEPTED}."})


class ReadSchema(Schema):
    changed_at = READ


class RefusalSchema(ReadSchema):
    reason = fields.String(
        required=True,
        validate=validate.Length(5, 500),
        error_messages=missing("Dites pourquoi : la personne pourra corriger."),
        metadata={"example": "Ce document nomme des personnes : retirez leurs noms."},
    )


class ResourceQuery(Schema):
    q = fields.String(load_default="")
    kind = fields.String(load_default="", validate=validate.OneOf(("", *KINDS)))
    theme = fields.String(load_default="", validate=validate.OneOf(("", *SERVICES)))
    audience = fields.String(load_default="", validate=validate.OneOf(("", *TARGET_AUDIENCES)))
    falc = fields.Boolean(load_default=False)
    view = fields.String(load_default=PUBLISHED, validate=validate.OneOf(VIEWS))
    sort = fields.String(load_default="recent", validate=validate.OneOf(list(SORTS)))
    cursor = fields.String(load_default=None, metadata={"description": "Valeur de next de la page précédente."})


class ResourceApiQuery(ResourceQuery):
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, 200))


class ResourcesSchema(Schema):
    items = fields.List(fields.Nested(ResourceSchema))
    next = fields.String(allow_none=True)
