"""Events heard: each becomes a fact."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from services.reporting.models import (
    AnswerFact,
    AssessmentFact,
    CreditFact,
    EnrolmentFact,
    MeetingAttendance,
    MeetingPlan,
    NewsletterFact,
    OrientationAnswerFact,
    OrientationEndFact,
    OrientationFact,
    PurchaseFact,
    ReportRules,
    SimFact,
    StructureCopy,
    StructureMerge,
    WorkshopAttendance,
    WorkshopPlan,
)
from services.reporting.models.personal import handle_pseudonyms
from services.reporting.usecases import retention
from services.reporting.usecases.facts import change_loan, keep_facts, keep_item_state, keep_snapshots, open_loan
from shared.database import ModelBase
from shared.events import Event
from shared.events.directory import (
    NetworkSaved,
    OrientationAnswered,
    OrientationClosed,
    OrientationSent,
    StructureMerged,
    StructureSaved,
)
from shared.events.notifications import InvitationAnswered, MeetingHeld, MeetingPlanned, NewsletterSent
from shared.events.reporting import FactsDataHandled
from shared.events.sessions import (
    AssessmentRecorded,
    CreditMoved,
    EnrolmentSaved,
    ItemChanged,
    LoanOpened,
    LoanReopened,
    LoanReturned,
    PeopleDataHandled,
    PersonAnonymised,
    PurchaseRecorded,
    SimGiven,
    SimReceived,
    WorkshopHeld,
    WorkshopPlanned,
)
from shared.messaging.handlers import Handlers
from shared.personal_data import ERASE
from shared.unit_of_work import UnitOfWork

handlers = Handlers("reporting")

SNAPSHOTS: dict[type[Event], tuple[str, type[ModelBase]]] = {
    NetworkSaved: ("network_id", ReportRules),
    StructureSaved: ("structure_id", StructureCopy),
    StructureMerged: ("structure_id", StructureMerge),
    WorkshopPlanned: ("workshop_date_id", WorkshopPlan),
    WorkshopHeld: ("workshop_date_id", WorkshopAttendance),
    EnrolmentSaved: ("enrolment_id", EnrolmentFact),
    AssessmentRecorded: ("assessment_id", AssessmentFact),
    PurchaseRecorded: ("purchase_id", PurchaseFact),
    MeetingPlanned: ("meeting_id", MeetingPlan),
    MeetingHeld: ("meeting_id", MeetingAttendance),
    InvitationAnswered: ("invitation_id", AnswerFact),
    OrientationAnswered: ("orientation_id", OrientationAnswerFact),
    OrientationClosed: ("orientation_id", OrientationEndFact),
}
"""Event → its identifier, and where its newest version is kept."""

FACTS: dict[type[Event], tuple[str, type[ModelBase]]] = {
    CreditMoved: ("entry_id", CreditFact),
    OrientationSent: ("orientation_id", OrientationFact),
    NewsletterSent: ("newsletter_id", NewsletterFact),
}


def _rows(events: Sequence[Event], key: str, model: type[ModelBase]) -> list[dict[str, Any]]:
    """The fields of the events that the table keeps; ``key`` becomes ``id``."""
    columns = model.__table__.columns.keys()
    kept = [field.name for field in fields(events[0]) if field.name in columns and field.name != key]
    return [{"id": getattr(event, key), **{name: getattr(event, name) for name in kept}} for event in events]


def _keep_snapshots(uow: UnitOfWork, events: Sequence[Event]) -> None:
    key, model = SNAPSHOTS[type(events[0])]
    keep_snapshots(uow, model, _rows(events, key, model))


def _keep_facts(uow: UnitOfWork, events: Sequence[Event]) -> None:
    key, model = FACTS[type(events[0])]
    keep_facts(uow, model, _rows(events, key, model))


for _event_class in SNAPSHOTS:
    handlers.on_many(_event_class)(_keep_snapshots)
for _event_class in FACTS:
    handlers.on_many(_event_class)(_keep_facts)
handlers.on_many(PersonAnonymised)(retention.anonymise_people)


@handlers.on(ItemChanged)
def on_item_changed(uow: UnitOfWork, event: ItemChanged) -> None:
    keep_item_state(
        uow,
        item_id=event.item_id,
        version=event.version,
        kind=event.kind,
        status=event.status,
        purchase_id=event.purchase_id,
        since=event.since,
    )


@handlers.on(LoanOpened)
def on_loan_opened(uow: UnitOfWork, event: LoanOpened) -> None:
    open_loan(uow, event.loan_id, lent_on=event.lent_on, due_on=event.due_on)


@handlers.on(LoanReturned)
def on_loan_returned(uow: UnitOfWork, event: LoanReturned) -> None:
    change_loan(uow, event.loan_id, version=event.version, ended_on=event.returned_on, outcome=event.outcome)


@handlers.on(LoanReopened)
def on_loan_reopened(uow: UnitOfWork, event: LoanReopened) -> None:
    change_loan(uow, event.loan_id, version=event.version, ended_on=None, outcome="")


@handlers.on(SimReceived)
def on_sim_received(uow: UnitOfWork, event: SimReceived) -> None:
    keep_facts(uow, SimFact, [{"id": event.reception_id, "quantity": event.quantity, "moved_on": event.received_on}])


@handlers.on(SimGiven)
def on_sim_given(uow: UnitOfWork, event: SimGiven) -> None:
    keep_facts(uow, SimFact, [{"id": event.sim_id, "quantity": -1, "moved_on": event.given_on}])


@handlers.on(PeopleDataHandled)
def on_people_data_handled(uow: UnitOfWork, event: PeopleDataHandled) -> None:
    """Only the sessions service can say under which pseudonyms a person is counted here."""
    counts = handle_pseudonyms(uow, event.pseudonyms, erase=event.action == ERASE)
    uow.publish(FactsDataHandled(request_id=event.request_id, action=event.action, counts=counts))
