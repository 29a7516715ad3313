"""Shapes of the discussions between members."""

from marshmallow import fields, validate

from services.directory.domain.exchanges import FREQUENCIES, THEMES
from services.directory.queries.threads import OPEN, RECENT, SORTS, VIEWS
from services.directory.schemas.emails import missing
from services.directory.schemas.lists import CursorQuery
from shared.web.forms import Schema

TITLE = {"validate": validate.Length(min=3, max=160), "metadata": {"example": "Qui prête un vidéoprojecteur ?"}}
THEME = validate.OneOf(["", *THEMES])
TITLE_MISSING, BODY_MISSING = missing("Donnez un titre."), missing("Écrivez votre message.")


class ThreadTitleSchema(Schema):
    title = fields.String(required=True, error_messages=TITLE_MISSING, **TITLE)


class PostBodySchema(Schema):
    body = fields.String(
        required=True,
        validate=validate.Length(min=1, max=10_000),
        error_messages=BODY_MISSING,
        metadata={"description": "Markdown.", "example": "Le nôtre est libre **le jeudi**."},
    )


class NewThreadSchema(PostBodySchema, ThreadTitleSchema):
    theme = fields.String(load_default="", validate=THEME, metadata={"example": "equipment"})


class PostChangesSchema(PostBodySchema):
    """The first post of a thread carries its title and its theme too."""

    title = fields.String(load_default="", **TITLE)
    theme = fields.String(load_default="", validate=THEME, metadata={"example": "equipment"})


class HidingSchema(Schema):
    reason = fields.String(
        required=True,
        validate=validate.Length(min=3, max=300),
        error_messages=missing("Dites pourquoi : chacun lira cette raison à la place du message."),
        metadata={"example": "une personne accompagnée y est nommée"},
    )
    title = fields.String(
        load_default="",
        validate=TITLE["validate"],
        metadata={"description": "De la discussion, si son premier message est retiré.", "example": "Prêt de matériel"},
    )


class FrequencySchema(Schema):
    frequency = fields.String(
        required=True,
        validate=validate.OneOf(list(FREQUENCIES)),
        error_messages=missing("Choisissez un rythme."),
        metadata={"description": "daily, weekly ou never.", "example": "weekly"},
    )


class ThreadsQuery(CursorQuery):
    q = fields.String(load_default="", validate=validate.Length(max=200))
    view = fields.String(load_default=OPEN, validate=validate.OneOf(list(VIEWS)), metadata={"example": "open"})
    theme = fields.String(load_default="", validate=THEME)
    sort = fields.String(load_default=RECENT, validate=validate.OneOf(list(SORTS)))


class ThreadSchema(Schema):
    id = fields.UUID(attribute="thread.id")
    title = fields.String(attribute="thread.title")
    theme = fields.String(attribute="thread.theme", metadata={"example": "equipment"})
    author = fields.String(metadata={"example": "Camille Petit"})
    started_at = fields.AwareDateTime(attribute="thread.started_at")
    last_post_at = fields.AwareDateTime(attribute="thread.last_post_at")
    closed_at = fields.AwareDateTime(attribute="thread.closed_at", allow_none=True)
    is_pinned = fields.Boolean(attribute="thread.is_pinned")
    replies = fields.Integer()
    unread = fields.Integer()
    follows = fields.Boolean()


class ThreadsPageSchema(Schema):
    items = fields.List(fields.Nested(ThreadSchema))
    next = fields.String(allow_none=True)


class PostSchema(Schema):
    id = fields.UUID()
    thread_id = fields.UUID()
    number = fields.Integer(metadata={"description": "Dans sa discussion, à partir de 1."})
    author = fields.String(metadata={"example": "Camille Petit"})
    body = fields.String(attribute="text", metadata={"description": "Markdown ; vide quand le message est retiré."})
    written_at = fields.AwareDateTime()
    edited_at = fields.AwareDateTime(allow_none=True)
    removed_at = fields.AwareDateTime(allow_none=True)
    hidden_at = fields.AwareDateTime(allow_none=True)
    hidden_reason = fields.String()


class PostsPageSchema(Schema):
    items = fields.List(fields.Nested(PostSchema))
    next = fields.String(allow_none=True)
