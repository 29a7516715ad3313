"""Events of the sessions service: workshops and equipment.

People appear under a *pseudonym*: a keyed hash that only the sessions service can compute. It is stable within one
network, so that "how many different people" can be counted, and differs between networks.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class WorkshopPlanned(Event):
    """Snapshot of one dated meeting of a workshop: planned, moved or cancelled."""

    name = "sessions.workshop_planned.v1"

    workshop_date_id: UUID
    version: int
    series_id: UUID
    title: str
    kind: str
    """``atelier``, ``permanence``, ``formation``, ``webinaire``, ``temps_echange`` or ``conference``."""
    structure_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    capacity: int
    status: str
    """``planned``, ``held`` or ``cancelled``."""


@dataclass(frozen=True, kw_only=True)
class WorkshopHeld(Event):
    """Snapshot of the attendance of one meeting; sent again, with a higher version, when it is corrected."""

    name = "sessions.workshop_held.v1"

    workshop_date_id: UUID
    version: int
    series_id: UUID
    title: str
    kind: str
    structure_id: UUID | None
    held_on: date
    """Day of the meeting in the network's time zone."""
    present: int
    late: int
    excused: int
    absent: int
    walk_ins: int
    """People present without enrolment; already counted in ``present``, and not expected."""
    people: list[str] = field(default_factory=list)
    """Pseudonyms of those present or late."""


@dataclass(frozen=True, kw_only=True)
class EnrolmentSaved(Event):
    """A person was enrolled in a series, or gave the place back."""

    name = "sessions.enrolment_saved.v1"

    enrolment_id: UUID
    version: int
    series_id: UUID
    person: str
    known_before: bool
    """False when this is the first time that the network helps this person."""
    enrolled_on: date
    cancelled_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AssessmentRecorded(Event):
    """Snapshot of one score out of 20 of one person for one series, before or after it."""

    name = "sessions.assessment_recorded.v1"

    assessment_id: UUID
    version: int
    series_id: UUID
    series_title: str
    grid: str
    """Grid and its version, such as ``"socle-v1"``: scores of different grids are never mixed."""
    person: str
    moment: str
    """``before`` or ``after``."""
    score: Decimal
    """0 to 20."""
    assessed_on: date


@dataclass(frozen=True, kw_only=True)
class PurchaseRecorded(Event):
    """Snapshot of a purchase or gift: what came in, from which funder, for how much."""

    name = "sessions.purchase_recorded.v1"

    purchase_id: UUID
    version: int
    label: str
    funder: str
    amount_cents: int
    """Euro cents, all taxes included."""
    purchased_on: date


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Event):
    """Snapshot of one tagged item of equipment."""

    name = "sessions.item_changed.v1"

    item_id: UUID
    version: int
    kind: str
    """``tablet``, ``laptop``, ``smartphone``, ``router``, ``cover``, ``charger`` or ``other``."""
    model: str
    status: str
    """``available``, ``lent``, ``repair``, ``lost`` or ``retired``."""
    purchase_id: UUID | None
    since: date


@dataclass(frozen=True, kw_only=True)
class LendingStockSaved(Event):
    """Snapshot of what one structure has to lend: how many things, neither which ones nor to whom."""

    name = "sessions.lending_stock_saved.v1"

    structure_id: UUID
    version: int
    stock: dict
    """Kind, as in ``item_changed`` → how many can be lent, whether they are out or not. What it lacks has none."""
    available: dict
    """Kind → how many of these are there now."""


@dataclass(frozen=True, kw_only=True)
class LoanOpened(Event):
    """An item was lent."""

    name = "sessions.loan_opened.v1"

    loan_id: UUID
    item_id: UUID
    item_kind: str
    person: str
    lent_on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class LoanReturned(Event):
    """A loan ended. May arrive before the opening of its loan: the reader must not mind."""

    name = "sessions.loan_returned.v1"

    loan_id: UUID
    item_id: UUID
    returned_on: date
    version: int = 2
    """Version of the loan, whose opening is version 1: higher than that of any earlier fact about it."""
    outcome: str = "returned"
    """``returned``, ``lost`` (the item never came back) or ``cancelled`` (entered by mistake: not to be counted)."""


@dataclass(frozen=True, kw_only=True)
class LoanReopened(Event):
    """The end of a loan was entered by mistake: it goes on, with the due date of its opening."""

    name = "sessions.loan_reopened.v1"

    loan_id: UUID
    item_id: UUID
    version: int
    """Version of the loan; an end with a lower one counts no more."""


@dataclass(frozen=True, kw_only=True)
class SimReceived(Event):
    """SIM cards entered the stock."""

    name = "sessions.sim_received.v1"

    reception_id: UUID
    quantity: int
    operator: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class SimGiven(Event):
    """One SIM card was given to a person."""

    name = "sessions.sim_given.v1"

    sim_id: UUID
    operator: str
    person: str
    given_on: date


@dataclass(frozen=True, kw_only=True)
class CreditMoved(Event):
    """An entry of the recharge ledger."""

    name = "sessions.credit_moved.v1"

    entry_id: UUID
    kind: str
    """``received``, ``given``, ``expired`` or ``corrected``."""
    quantity: int
    """Number of recharges, always positive, except for ``corrected`` where it is signed."""
    product: str
    funder: str
    person: str | None
    moved_on: date
    reversed_kind: str = ""
    """Kind of the entry that a ``corrected`` one cancels; ``quantity`` is then what comes back into the stock
    (positive for a gift or an expiry, negative for a reception). Empty for a correction after a count."""


@dataclass(frozen=True, kw_only=True)
class PeopleDataHandled(Event):
    """What the sessions service keeps of the person who was asked for, or has erased of them."""

    name = "sessions.people_data_handled.v1"

    request_id: UUID
    action: str
    """``find`` or ``erase``."""
    counts: dict
    """French name of the table → number of rows."""
    kept: dict = field(default_factory=dict)
    """French name of the table → why its rows stay."""
    document: str = ""
    """The rows themselves as JSON, encrypted with the installation's secret; empty after an erasure."""
    pseudonyms: list[str] = field(default_factory=list)
    """Under which facts about the person are counted: for the reporting service."""


@dataclass(frozen=True, kw_only=True)
class SessionsExported(Event):
    """The part of the sessions service in a network's export lies in the storage."""

    name = "sessions.sessions_exported.v1"

    export_id: UUID
    counts: dict
    """File of the part → rows, or 1 for a document."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PersonAnonymised(Event):
    """The network has heard nothing of a person for as long as it keeps names: the name is erased, the counts stay."""

    name = "sessions.person_anonymised.v1"

    person: str
    """Pseudonym, which a reader replaces by another one, linked to nobody."""
    ran_on: date
    limit: date


@dataclass(frozen=True, kw_only=True)
class PeopleDataRetired(Event):
    """What the daily look at the network's retention did in the sessions service. Names nobody."""

    name = "sessions.people_data_retired.v1"

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
class SessionsErased(Event):
    """The sessions service keeps nothing any more of a network. The tenant is ``shared.tenancy.PLATFORM``."""

    name = "sessions.sessions_erased.v1"

    network_id: UUID
    counts: dict
    """Table → rows erased."""
    objects: int
    """Files erased from the storage."""
