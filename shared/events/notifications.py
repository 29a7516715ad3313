"""Events of the notifications service: letters, meetings, messages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class NewsletterSent(Event):
    """Every recipient of a letter has reached a final state."""

    name = "notifications.newsletter_sent.v1"

    newsletter_id: UUID
    recipients: int
    delivered: int
    failed: int
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    """Snapshot of a meeting of the network: planned, moved, cancelled."""

    name = "notifications.meeting_planned.v1"

    meeting_id: UUID
    version: int
    title: str
    starts_at: datetime
    status: str
    """``planned``, ``held`` or ``cancelled``."""
    invited: int


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Event):
    """Snapshot of one member's answer to the invitation to a meeting."""

    name = "notifications.invitation_answered.v1"

    invitation_id: UUID
    version: int
    meeting_id: UUID
    answer: str
    """``accepted``, ``tentative`` or ``declined`` (RFC 5545 PARTSTAT, in lower case)."""


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """Snapshot of who came to a meeting."""

    name = "notifications.meeting_held.v1"

    meeting_id: UUID
    version: int
    held_on: date
    people: int
    structures: int
