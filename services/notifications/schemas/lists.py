"""Pages of lists, as the interface answers them."""

from marshmallow import Schema, fields

from services.notifications.schemas.meetings import HostSchema, InvitationSchema, MeetingSchema
from services.notifications.schemas.newsletters import MessageSchema, NewsletterSchema, SuppressionSchema

_NEXT = {"metadata": {"description": "Cursor of the following page; null on the last one."}}


class _Page(Schema):
    next = fields.String(allow_none=True, **_NEXT)  # type: ignore[arg-type]


class NewslettersPage(_Page):
    items = fields.List(fields.Nested(NewsletterSchema))


class MessagesPage(_Page):
    items = fields.List(fields.Nested(MessageSchema))


class SuppressionsPage(_Page):
    items = fields.List(fields.Nested(SuppressionSchema))


class MeetingsPage(_Page):
    items = fields.List(fields.Nested(MeetingSchema))


class InvitationsPage(_Page):
    items = fields.List(fields.Nested(InvitationSchema))


class HostsList(Schema):
    items = fields.List(fields.Nested(HostSchema))
    count = fields.Integer()
