"""What the notifications service hears."""

from services.notifications.models.personal import PERSONAL
from services.notifications.runtime import runtime
from services.notifications.usecases import copies, messages, reports
from shared.events.directory import (
    MemberContactSaved,
    MessageRequested,
    NetworkSaved,
    PersonalDataAsked,
    StructureMerged,
    StructureSaved,
)
from shared.events.notifications import ContactsDataHandled
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.messaging.handlers import Handlers
from shared.personal_data import answer_to
from shared.unit_of_work import UnitOfWork

handlers = Handlers("notifications")


@handlers.on(NetworkSaved)
def on_network_saved(uow: UnitOfWork, event: NetworkSaved) -> None:
    copies.copy_sender(uow, event)


@handlers.on(MemberContactSaved)
def on_member_contact_saved(uow: UnitOfWork, event: MemberContactSaved) -> None:
    copies.copy_contact(uow, event)


@handlers.on(StructureSaved)
def on_structure_saved(uow: UnitOfWork, event: StructureSaved) -> None:
    copies.copy_host(uow, event)


@handlers.on(StructureMerged)
def on_structure_merged(uow: UnitOfWork, event: StructureMerged) -> None:
    copies.follow_merge(uow, event)


@handlers.on(MessageRequested)
def on_message_requested(uow: UnitOfWork, event: MessageRequested) -> None:
    messages.write_requested(uow, event)


@handlers.on(ReportDrafted)
def on_report_drafted(uow: UnitOfWork, event: ReportDrafted) -> None:
    reports.announce_draft(uow, event)


@handlers.on(ReportPublished)
def on_report_published(uow: UnitOfWork, event: ReportPublished) -> None:
    reports.announce_report(uow, event)


@handlers.on(PersonalDataAsked)
def on_personal_data_asked(uow: UnitOfWork, event: PersonalDataAsked) -> None:
    answer, _ = answer_to(uow, PERSONAL, event.who, event.action, secret_key=runtime.settings.secret_key)
    uow.publish(ContactsDataHandled(request_id=event.request_id, **answer))
