"""The example quarter told as events, and a way to tell them to the service."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from uuid import UUID

from services.reporting.runtime import site
from services.reporting.usecases.reports import publish_report
from shared.actor import SYSTEM
from shared.events import Event
from shared.events.directory import StructureSaved
from shared.events.notifications import MeetingHeld, MeetingPlanned, NewsletterSent
from shared.events.sessions import (
    AssessmentRecorded,
    CreditMoved,
    EnrolmentSaved,
    ItemChanged,
    LoanOpened,
    LoanReturned,
    PurchaseRecorded,
    SimGiven,
    SimReceived,
    WorkshopHeld,
    WorkshopPlanned,
)
from shared.messaging.envelope import Envelope
from tests.reporting import examples


def tell(network, events: list[Event]) -> None:
    """Through the service's own consumer; the same event object is the same message."""
    consumer = network.subject.service.consumer()
    at = network.subject.database.clock.now()
    envelopes = {id(event): Envelope.wrap(event, tenant_id=network.id, at=at).dump() for event in events}
    rejected = consumer.receive([envelopes[id(event)] for event in events])
    assert rejected == []


def the_story() -> list[Event]:
    """Events that :func:`examples.the_quarter` follows from."""
    facts = examples.the_quarter()
    return [
        *(_structure(key, label) for key, label in facts.structures.items()),
        *(event for workshop in facts.workshops for event in _workshop(workshop)),
        *(_enrolled(enrolment) for enrolment in facts.enrolments),
        *(_assessed(assessment) for assessment in facts.assessments),
        *(_purchased(purchase) for purchase in facts.purchases),
        *(_item(state) for state in facts.items),
        *_loans(facts),
        *_connection(),
        *_life(facts),
    ]


def _structure(key, label):
    return StructureSaved(
        structure_id=key, version=1, label=label, commune="Aÿ", commune_code="51030", address="1 place de l’Église"
    )


def _workshop(fact):
    same = dict(
        workshop_date_id=fact.id,
        series_id=fact.series_id,
        title=fact.title,
        kind=fact.kind,
        structure_id=fact.structure_id,
    )
    starts = datetime.combine(fact.day, time(12), tzinfo=UTC)
    yield WorkshopPlanned(**same, version=1, starts_at=starts, ends_at=starts, capacity=16, status="planned")
    yield WorkshopHeld(
        **same,
        version=1,
        held_on=fact.day,
        present=fact.present,
        late=fact.late,
        excused=fact.excused,
        absent=fact.absent,
        walk_ins=fact.walk_ins,
        people=sorted(fact.people),
    )


def _enrolled(fact):
    return EnrolmentSaved(
        enrolment_id=fact.id,
        version=1,
        series_id=fact.series_id,
        person=fact.person,
        known_before=fact.known_before,
        enrolled_on=fact.enrolled_on,
    )


def _assessed(fact):
    return AssessmentRecorded(
        assessment_id=fact.id,
        version=1,
        series_id=fact.series_id,
        series_title=fact.series_title,
        grid=fact.grid,
        person=fact.person,
        moment=fact.moment,
        score=Decimal(fact.score),
        assessed_on=fact.assessed_on,
    )


def _purchased(fact):
    return PurchaseRecorded(
        purchase_id=fact.id,
        version=1,
        label=fact.label,
        funder=fact.funder,
        amount_cents=fact.amount_cents,
        purchased_on=fact.purchased_on,
    )


def _item(fact):
    return ItemChanged(
        item_id=fact.item_id,
        version=1,
        kind=fact.kind,
        model="Galaxy Tab A9",
        status=fact.status,
        purchase_id=fact.purchase_id,
        since=fact.since,
    )


def _loans(facts):
    for rank, fact in enumerate(facts.loans):
        item = facts.items[rank].item_id
        yield LoanOpened(
            loan_id=fact.id, item_id=item, item_kind="tablet", person="p00", lent_on=fact.lent_on, due_on=fact.due_on
        )
        if fact.ended_on:
            yield LoanReturned(loan_id=fact.id, item_id=item, returned_on=fact.ended_on)


def _connection():
    numbers = count(2000)
    received = date(2026, 7, 1)
    yield SimReceived(reception_id=UUID(int=next(numbers)), quantity=25, operator="Réglo", received_on=received)
    for number in range(20):
        yield SimGiven(
            sim_id=UUID(int=next(numbers)), operator="Réglo", person=f"p{number % 16:02d}", given_on=date(2026, 8, 4)
        )
    product = {"product": "Recharge 10 €", "funder": "Maison de Champagne"}
    yield CreditMoved(
        entry_id=UUID(int=next(numbers)), kind="received", quantity=60, person=None, moved_on=received, **product
    )
    for number in range(40):
        yield CreditMoved(
            entry_id=UUID(int=next(numbers)),
            kind="given",
            quantity=1,
            person=f"p{number % 16:02d}",
            moved_on=date(2026, 9, 1),
            **product,
        )


def _life(facts):
    meeting, letter = facts.meetings[0], facts.newsletters[0]
    starts = datetime.combine(meeting.day, time(8), tzinfo=UTC)
    yield MeetingPlanned(
        meeting_id=meeting.id, version=1, title=meeting.title, starts_at=starts, status="planned", invited=83
    )
    yield MeetingHeld(meeting_id=meeting.id, version=1, held_on=meeting.day, people=53, structures=30)
    yield NewsletterSent(newsletter_id=letter.id, recipients=83, delivered=82, failed=1, sent_on=letter.sent_on)


def publish(network, report) -> None:
    with network.uow() as uow:
        publish_report(uow, SYSTEM, report_id=report.id, site=site())
