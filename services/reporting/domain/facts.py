"""What the events have told, as plain rows: the only input of every figure.

Days are days in the network's time zone. People are pseudonyms, stable within one network.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reporting.domain.rules import SMALL_NUMBER


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """One dated meeting of a workshop, with its attendance once it is known."""

    id: UUID
    series_id: UUID
    title: str
    kind: str
    structure_id: UUID | None
    day: date
    status: str
    """``planned``, ``held`` or ``cancelled``."""
    has_attendance: bool = True
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0
    walk_ins: int = 0
    people: frozenset[str] = frozenset()

    @property
    def is_held(self) -> bool:
        return self.has_attendance and self.status != "cancelled"

    @property
    def participations(self) -> int:
        return self.present + self.late

    @property
    def expected(self) -> int:
        """Enrolled people; excused ones were expected, walk-ins were not."""
        return self.present + self.late + self.excused + self.absent - self.walk_ins

    @property
    def expected_who_came(self) -> int:
        return self.present + self.late - self.walk_ins


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    id: UUID
    series_id: UUID
    person: str
    known_before: bool
    enrolled_on: date
    cancelled_on: date | None = None

    def stands_before(self, end: date) -> bool:
        """Made, and not given back, before the day ``end``."""
        return self.enrolled_on < end and (self.cancelled_on is None or self.cancelled_on >= end)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    id: UUID
    series_id: UUID
    series_title: str
    grid: str
    person: str
    moment: str
    """``before`` or ``after``."""
    score: Decimal
    assessed_on: date


@dataclass(frozen=True, kw_only=True)
class Purchase:
    id: UUID
    label: str
    funder: str
    amount_cents: int
    purchased_on: date


@dataclass(frozen=True, kw_only=True)
class ItemState:
    """What an item was from one version on; all versions are kept, so that a past day can be told."""

    item_id: UUID
    version: int
    kind: str
    status: str
    purchase_id: UUID | None
    since: date


@dataclass(frozen=True, kw_only=True)
class Loan:
    """``lent_on`` is unknown while only the end of the loan has been heard of."""

    id: UUID
    lent_on: date | None
    due_on: date | None
    ended_on: date | None = None
    outcome: str = ""
    """``returned``, ``lost`` or ``cancelled`` (entered by mistake: counts nowhere); empty while the loan goes on."""


@dataclass(frozen=True, kw_only=True)
class SimMove:
    """SIM cards received (positive) or given (negative)."""

    quantity: int
    moved_on: date


@dataclass(frozen=True, kw_only=True)
class CreditMove:
    kind: str
    """``received``, ``given``, ``expired`` or ``corrected``."""
    quantity: int
    """Positive, except for ``corrected`` where it is what comes back into the stock."""
    moved_on: date
    reversed_kind: str = ""
    """Kind of the entry that a ``corrected`` one cancels, if any."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting of the network. ``people`` and ``structures`` are unknown until somebody has noted them."""

    id: UUID
    title: str
    day: date
    status: str
    invited: int
    people: int | None = None
    structures: int | None = None
    accepted: int = 0
    tentative: int = 0
    declined: int = 0


@dataclass(frozen=True, kw_only=True)
class Newsletter:
    id: UUID
    recipients: int
    delivered: int
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class Orientation:
    """A person sent to a structure, with the newest that is known of it."""

    id: UUID
    person: str
    structure_id: UUID
    rank: int
    """1 for the first time; more when the network had sent the same person before."""
    sent_on: date
    accepted: bool = False
    ending: str = "waiting"
    """``waiting``, ``under_way``, ``declined``, or the outcome with which it was closed."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything known of one network."""

    workshops: list[Workshop] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    items: list[ItemState] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    sims: list[SimMove] = field(default_factory=list)
    credits: list[CreditMove] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    newsletters: list[Newsletter] = field(default_factory=list)
    orientations: list[Orientation] = field(default_factory=list)
    structures: dict[UUID, str] = field(default_factory=dict)
    """Labels of the structures that are or were in the directory."""
    active_structures: int = 0
    active_members: int = 0
    small_number: int = SMALL_NUMBER
    """The network's own threshold: see :mod:`services.reporting.domain.suppression`."""
