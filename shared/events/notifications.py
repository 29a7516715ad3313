"""Events of the notifications service: letters, meetings, messages."""

from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class ContactsDataHandled(Event):
    """What the notifications service keeps of the person who was asked for, or has erased of them."""

    name = "notifications.contacts_data_handled.v1"

    request_id: UUID
    action: str
    """``find`` or ``erase``."""
    counts: dict
    """French name of the table → number of rows."""
    kept: dict = field(default_factory=dict)
    """French name of the table → why its rows stay."""
    document: str = ""
    """The rows themselves as JSON, encrypted with the installation's secret; empty after an erasure."""


@dataclass(frozen=True, kw_only=True)
class NotificationsExported(Event):
    """The part of the notifications service in a network's export lies in the storage."""

    name = "notifications.notifications_exported.v1"

    export_id: UUID
    counts: dict
    """File of the part → rows, or 1 for a document."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ContactsDataRetired(Event):
    """What the daily look at the network's retention did in the notifications service. Names nobody."""

    name = "notifications.contacts_data_retired.v1"

    ran_on: date
    """Day of the run where the network is."""
    limit: date
    """Whose last contact was on this day or before is anonymised."""
    counts: dict
    """French name of the table → rows anonymised, or deleted, by this batch."""
    left: int
    """Rows past the limit that still have a name, counted again after the work."""
    soon: dict = field(default_factory=dict)
    """French name of the table → rows whose turn comes within thirty days."""


@dataclass(frozen=True, kw_only=True)
class NotificationsErased(Event):
    """The notifications service keeps nothing any more of a network. The tenant is ``shared.tenancy.PLATFORM``."""

    name = "notifications.notifications_erased.v1"

    network_id: UUID
    counts: dict
    """Table → rows erased."""
    objects: int
    """Files erased from the storage."""
