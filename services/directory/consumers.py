"""What the directory hears from the other services."""

from typing import Any

from services.directory.models.agenda_entry import MEETING, WORKSHOP
from services.directory.usecases import (
    agenda,
    erasures,
    lending,
    network_exports,
    offers,
    personal_requests,
    report_copies,
    retention,
    webhooks,
)
from shared.events import Event
from shared.events.directory import StructureSaved
from shared.events.notifications import (
    ContactsDataHandled,
    ContactsDataRetired,
    MeetingHeld,
    MeetingPlanned,
    NewsletterSent,
    NotificationsErased,
    NotificationsExported,
)
from shared.events.reporting import (
    FactsDataHandled,
    FactsDataRetired,
    ReportDrafted,
    ReportingErased,
    ReportingExported,
    ReportPublished,
)
from shared.events.sessions import (
    EnrolmentSaved,
    ItemChanged,
    LendingStockSaved,
    PeopleDataHandled,
    PeopleDataRetired,
    SessionsErased,
    SessionsExported,
    WorkshopHeld,
    WorkshopPlanned,
)
from shared.messaging.handlers import Handlers
from shared.unit_of_work import UnitOfWork

handlers = Handlers("directory")


@handlers.on(WorkshopPlanned)
def on_workshop_planned(uow: UnitOfWork, event: WorkshopPlanned) -> None:
    agenda.copy_date(
        uow,
        entry_id=event.workshop_date_id,
        version=event.version,
        kind=WORKSHOP,
        title=event.title,
        starts_at=event.starts_at,
        status=event.status,
        series_id=event.series_id,
        structure_id=event.structure_id,
        capacity=event.capacity,
    )


@handlers.on(EnrolmentSaved)
def on_enrolment_saved(uow: UnitOfWork, event: EnrolmentSaved) -> None:
    offers.copy_seat(uow, event)


@handlers.on(LendingStockSaved)
def on_lending_stock_saved(uow: UnitOfWork, event: LendingStockSaved) -> None:
    lending.copy_stock(uow, event)


@handlers.on(ReportDrafted)
def on_report_drafted(uow: UnitOfWork, event: ReportDrafted) -> None:
    report_copies.keep_draft(uow, event)


@handlers.on(ReportPublished)
def on_report_published(uow: UnitOfWork, event: ReportPublished) -> None:
    report_copies.keep_published(uow, event)


@handlers.on(MeetingPlanned)
def on_meeting_planned(uow: UnitOfWork, event: MeetingPlanned) -> None:
    agenda.copy_date(
        uow,
        entry_id=event.meeting_id,
        version=event.version,
        kind=MEETING,
        title=event.title,
        starts_at=event.starts_at,
        status=event.status,
    )


@handlers.on(PeopleDataHandled)
def on_people_data(uow: UnitOfWork, event: PeopleDataHandled) -> None:
    personal_requests.keep_answer(uow, "sessions", event)


@handlers.on(ContactsDataHandled)
def on_contacts_data(uow: UnitOfWork, event: ContactsDataHandled) -> None:
    personal_requests.keep_answer(uow, "notifications", event)


@handlers.on(FactsDataHandled)
def on_facts_data(uow: UnitOfWork, event: FactsDataHandled) -> None:
    personal_requests.keep_answer(uow, "reporting", event)


def on_data_retired(uow: UnitOfWork, event: Any) -> None:
    retention.keep_told(uow, event.name.partition(".")[0], event)


for told in (PeopleDataRetired, ContactsDataRetired, FactsDataRetired):
    handlers.on(told)(on_data_retired)


def on_part_exported(uow: UnitOfWork, event: Any) -> None:
    service = event.name.partition(".")[0]
    part = {"counts": event.counts, "size": event.size, "sha256": event.sha256}
    network_exports.keep_part(uow, service, export_id=event.export_id, **part)


for part in (SessionsExported, NotificationsExported, ReportingExported):
    handlers.on(part)(on_part_exported)


def on_part_erased(uow: UnitOfWork, event: Any) -> None:
    service = event.name.partition(".")[0]
    erasures.keep_answer(uow, service, network_id=event.network_id, counts=event.counts, objects=event.objects)


for part in (SessionsErased, NotificationsErased, ReportingErased):
    handlers.on(part)(on_part_erased)


def on_public_fact(uow: UnitOfWork, event: Event) -> None:
    webhooks.tell_webhooks(uow, event)


for fact in (
    StructureSaved,
    WorkshopPlanned,
    WorkshopHeld,
    ItemChanged,
    MeetingPlanned,
    MeetingHeld,
    NewsletterSent,
    ReportPublished,
):
    handlers.on(fact)(on_public_fact)
