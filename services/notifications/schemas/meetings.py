"""Shape of meetings and answers, as sent by forms and programs and as answered."""

from datetime import datetime, tzinfo
from typing import Any

from marshmallow import fields, validate

from services.notifications.domain.quarters import Host
from services.notifications.models.invitation import ANSWERS
from shared.web.formats import short_day
from shared.web.forms import SEEN, Schema

TITLE = validate.Length(min=1, max=150)
PLACE = validate.Length(max=300)
TEXT = validate.Length(max=5000)


class _Common(Schema):
    title = fields.String(required=True, validate=TITLE, metadata={"example": "Rencontre de printemps"})
    host_id = fields.UUID(load_default=None, allow_none=True)
    place = fields.String(load_default="", validate=PLACE, metadata={"description": "Empty: the host's address."})
    visio = fields.Url(load_default="", schemes={"https", "http"})
    description = fields.String(load_default="", validate=TEXT)


class MeetingSchema(_Common):
    id = fields.UUID(dump_only=True)
    starts_at = fields.AwareDateTime(required=True, metadata={"example": "2026-06-09T14:00:00+02:00"})
    ends_at = fields.AwareDateTime(required=True, metadata={"example": "2026-06-09T16:30:00+02:00"})
    status = fields.String(dump_only=True, metadata={"description": "planned, held or cancelled"})
    version = fields.Integer(dump_only=True)
    sequence = fields.Integer(dump_only=True, metadata={"description": "Raised at each change of date or place."})
    people = fields.Integer(dump_only=True)
    structures = fields.Integer(dump_only=True)


class MeetingChangesSchema(MeetingSchema):
    version = SEEN


class MeetingForm(_Common):
    """The page asks for a day and two hours, in the network's time zone."""

    day = fields.Date(required=True)
    starts_at = fields.Time(required=True)
    ends_at = fields.Time(required=True)


class MeetingChangesForm(MeetingForm):
    version = SEEN


def in_zone(typed: dict[str, Any], zone: tzinfo) -> dict[str, Any]:
    """From the page's day and hours to instants."""
    day = typed.pop("day")
    for name in ("starts_at", "ends_at"):
        typed[name] = datetime.combine(day, typed[name], zone)
    return typed


class HoldingSchema(Schema):
    people = fields.Integer(required=True, validate=validate.Range(min=0, max=100_000), metadata={"example": 53})
    structures = fields.Integer(required=True, validate=validate.Range(min=0, max=100_000), metadata={"example": 30})


class AnswerSchema(Schema):
    answer = fields.String(required=True, validate=validate.OneOf(list(ANSWERS)), metadata={"example": "accepted"})


class InvitationSchema(Schema):
    id = fields.UUID(dump_only=True)
    email = fields.String(dump_only=True)
    name = fields.String(dump_only=True)
    answer = fields.String(dump_only=True, metadata={"description": "accepted, tentative, declined or null"})
    answered_at = fields.AwareDateTime(dump_only=True)
    reminded_at = fields.AwareDateTime(dump_only=True)


class RemindedSchema(Schema):
    reminded = fields.Integer(dump_only=True)


def when_hosted(host: Host) -> str:
    return f"dernier accueil le {short_day(host.last_hosted_on)}" if host.last_hosted_on else "n’a pas encore accueilli"


class HostSchema(Schema):
    id = fields.String(dump_only=True)
    label = fields.String(dump_only=True)
    last_hosted_on = fields.Date(dump_only=True)
    when_hosted = fields.Function(when_hosted, metadata={"type": "string", "description": "The same in words."})


class HostsQuery(Schema):
    q = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Words of the name or the commune, all of them."},
    )
    limit = fields.Integer(
        load_default=None, validate=validate.Range(min=1, max=200), metadata={"description": "All of them without it."}
    )


class ProposalSchema(Schema):
    quarter = fields.String(dump_only=True, attribute="quarter.label")
    days = fields.List(fields.Date(), dump_only=True)


class GuestsFilter(Schema):
    answer = fields.String(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100))
    cursor = fields.String(load_default=None)
