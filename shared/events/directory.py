"""Events of the directory service.

What is copied by other services travels as a *snapshot*: the whole thing with its ``version``. A reader keeps the
highest version it has seen and ignores older ones, so neither order nor repetition matters.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class NetworkSaved(Event):
    """A network was opened, or something that others show of it changed. ``network_id`` is the tenant."""

    name = "directory.network_saved.v1"

    network_id: UUID
    version: int
    slug: str
    label: str
    department: str
    """Official code of the department: ``"51"``, ``"2A"``, ``"974"``."""
    time_zone: str
    """IANA name, such as ``"Europe/Paris"``."""
    colour: str
    """Accent colour, ``#rrggbb``."""
    status: str
    """``open``, ``closing``, ``closed`` or ``suspended``."""
    sender_name: str = ""
    """Name under which the network's letters arrive; the label when empty."""
    reply_to: str = ""
    """Address to which answers to the network's letters go; the sender's when empty."""
    sender_address: str = ""
    """Address from which the network's letters leave, as long as the operator allows its domain; the installation's
    when empty."""
    grace_days: int = 5
    """Days after the end of a quarter before its report is made."""
    review_days: int = 7
    """Days after which a draft that nobody has published publishes itself."""
    closes_on: date | None = None
    """Day on which a network in closing closes."""
    small_number: int = 5
    """In a report, fewer people than this are withheld."""
    low_stock: int = 5
    """From this number of recharges down, it is time to order."""
    logo: str = ""
    """Name of the logo (``shared/logos.py``), served at ``/annuaire/<slug>/logo/<name>``; empty without one."""
    retention_months: int = 24
    """Months after the last contact after which a person is anonymised; 24 at most."""


@dataclass(frozen=True, kw_only=True)
class NetworkExportAsked(Event):
    """An administrator asks for everything that the network keeps: each service writes its part into the storage."""

    name = "directory.network_export_asked.v1"

    export_id: UUID


@dataclass(frozen=True, kw_only=True)
class NetworkErasureAsked(Event):
    """A closed network's grace is over: each service erases what it keeps of it. The tenant is
    ``shared.tenancy.PLATFORM``, so that the fact itself leaves no row in the network."""

    name = "directory.network_erasure_asked.v1"

    network_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberSaved(Event):
    """Someone joined, changed roles or left. A reader refuses a member who left from this moment on.

    Carries no name and no address: see :class:`MemberContactSaved`.
    """

    name = "directory.member_saved.v1"

    account_id: UUID
    version: int
    roles: list[str]
    """Roles in this network (:mod:`shared.roles`)."""
    structure_id: UUID | None
    """One of ``structure_ids``, for readers that know of one only; in messages of before, the only one."""
    status: str
    """``active`` or ``left``."""
    structure_ids: list[UUID] = field(default_factory=list)
    """Structures of which the member is referent."""

    @property
    def referent_of(self) -> list[UUID]:
        """Also from a message that was written before a member could be referent of several structures."""
        return self.structure_ids or ([self.structure_id] if self.structure_id else [])


@dataclass(frozen=True, kw_only=True)
class MemberContactSaved(Event):
    """How to write to a member. Only the notifications service listens, because only it writes to people."""

    name = "directory.member_contact_saved.v1"

    account_id: UUID
    version: int
    email: str
    display_name: str
    roles: list[str]
    status: str
    """``active`` or ``left``: nobody writes to a member who left."""


@dataclass(frozen=True, kw_only=True)
class ApiTokenSaved(Event):
    """A token of the network's programming interface was created or revoked. The secret itself never travels."""

    name = "directory.api_token_saved.v1"

    token_id: UUID
    version: int
    digest: str
    """SHA-256 of the secret, in hexadecimal."""
    roles: list[str]
    expires_at: datetime
    revoked: bool
    scopes: list[str] = field(default_factory=list)
    """What the token is limited to, within its roles (:mod:`shared.scopes`); empty when the roles alone decide."""


@dataclass(frozen=True, kw_only=True)
class StructureSaved(Event):
    """A structure of the directory was created, changed, or archived."""

    name = "directory.structure_saved.v1"

    structure_id: UUID
    version: int
    label: str
    commune: str
    commune_code: str
    """INSEE code of the commune, or an empty string when unknown."""
    address: str
    typologies: list[str] = field(default_factory=list)
    can_host_meetings: bool = False
    seats: int | None = None
    status: str = "active"
    """``active`` or ``archived``."""


@dataclass(frozen=True, kw_only=True)
class StructureMerged(Event):
    """Two records were one structure: what refers to the first one is about the second one from now on."""

    name = "directory.structure_merged.v1"

    structure_id: UUID
    """The one that left the directory."""
    version: int
    into_id: UUID
    """The one that stays."""


@dataclass(frozen=True, kw_only=True)
class MessageRequested(Event):
    """The directory needs a person to receive a message: a sign-in link, a confirmation, an invitation.

    Outside any network (sign-up, sign-in) the tenant is ``shared.tenancy.PLATFORM``.
    """

    name = "directory.message_requested.v1"

    message_id: UUID
    template: str
    """Name of the letter: ``sign_up_confirmation``, ``sign_in_link``, ``member_invitation``, ``record_check``,
    ``record_checks``, ``referent_check``…"""
    email: str
    context: dict
    """Values of the template: strings, lists of them, or lists of such values (``records``). ``link`` always;
    ``network`` for those that name one; ``stop_link`` for what comes again and again: it answers to one click
    (RFC 8058), and goes into the mail's head."""
    expires_at: datetime
    """After this instant the message has lost its use and is not sent."""


@dataclass(frozen=True, kw_only=True)
class OrientationSent(Event):
    """A person was sent to a structure's referent. Says nothing of who it is."""

    name = "directory.orientation_sent.v1"

    orientation_id: UUID
    person: str
    """Pseudonym, the same each time that the network recognises the person."""
    structure_id: UUID
    """Where the person is sent to."""
    rank: int
    """1 for the first time; more when the person is sent on again."""
    themes: list[str]
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class OrientationAnswered(Event):
    """The receiving side said yes or no; the highest version counts."""

    name = "directory.orientation_answered.v1"

    orientation_id: UUID
    version: int
    answer: str
    """``accepted`` or ``declined``."""
    answered_on: date


@dataclass(frozen=True, kw_only=True)
class OrientationClosed(Event):
    """An orientation is over otherwise than by a refusal."""

    name = "directory.orientation_closed.v1"

    orientation_id: UUID
    version: int
    outcome: str
    """``helped``, ``started``, ``unreached``, ``gave_up``, ``sent_on``, ``withdrawn`` or ``expired``."""
    closed_on: date


@dataclass(frozen=True, kw_only=True)
class PersonalDataAsked(Event):
    """Each service looks for one person in what it keeps, and erases them when ``action`` says so."""

    name = "directory.personal_data_asked.v1"

    request_id: UUID
    action: str
    """``find`` or ``erase``."""
    who: str
    """Who is looked for, encrypted with the installation's secret (:mod:`shared.sealing`)."""
