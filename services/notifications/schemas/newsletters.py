"""Shape of letters and messages, as sent by forms and programs and as answered."""

from marshmallow import fields, validate

from shared.web.forms import SEEN, Schema


class NewsletterSchema(Schema):
    id = fields.UUID(dump_only=True)
    subject = fields.String(
        required=True, validate=validate.Length(min=1, max=150), metadata={"example": "Lettre de mars"}
    )
    body = fields.String(
        required=True,
        validate=validate.Length(min=1, max=50_000),
        metadata={"description": "Markdown (CommonMark).", "example": "Bonjour à *tous*"},
    )
    version = fields.Integer(dump_only=True)
    state = fields.String(dump_only=True, metadata={"description": "draft, sending or sent"})
    recipients = fields.Integer(dump_only=True, metadata={"description": "Fixed when the letter is sent."})
    created_at = fields.AwareDateTime(dump_only=True)
    started_at = fields.AwareDateTime(dump_only=True)
    finished_at = fields.AwareDateTime(dump_only=True)


class NewsletterChangesSchema(NewsletterSchema):
    version = SEEN


class MessageSchema(Schema):
    id = fields.UUID(dump_only=True)
    template = fields.String(dump_only=True)
    recipient = fields.String(dump_only=True)
    name = fields.String(dump_only=True)
    state = fields.String(
        dump_only=True,
        metadata={"description": "pending, sending, sent, refused, failed, unknown, expired or suppressed"},
    )
    attempts = fields.Integer(dump_only=True)
    smtp_code = fields.Integer(dump_only=True)
    created_at = fields.AwareDateTime(dump_only=True)
    settled_at = fields.AwareDateTime(dump_only=True)


class SuppressionSchema(Schema):
    id = fields.UUID(dump_only=True)
    email = fields.String(dump_only=True)
    reason = fields.String(dump_only=True)
    suppressed_at = fields.AwareDateTime(dump_only=True)


class TrialSchema(Schema):
    sent_to = fields.String(dump_only=True)


class RecipientsFilter(Schema):
    state = fields.String(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    cursor = fields.String(load_default=None)


class CursorSchema(Schema):
    cursor = fields.String(load_default=None)


class SearchSchema(CursorSchema):
    q = fields.String(
        load_default="", validate=validate.Length(max=100), metadata={"description": "Words, all of them to be found."}
    )
