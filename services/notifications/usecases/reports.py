"""Telling administrators and funders that a report is there."""

from collections.abc import Collection

from sqlalchemy import select

from services.notifications.models import Contact
from services.notifications.usecases.messages import Draft, write_messages
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def announce_draft(uow: UnitOfWork, event: ReportDrafted) -> None:
    _write_to(uow, {Role.ADMINISTRATOR}, "report_drafted", event)


def announce_report(uow: UnitOfWork, event: ReportPublished) -> None:
    _write_to(uow, {Role.ADMINISTRATOR, Role.FUNDER}, "report_published", event)


def _write_to(uow: UnitOfWork, roles: Collection[str], template: str, event: ReportDrafted | ReportPublished) -> None:
    context = {"title": event.title, "edition": event.edition, "figures": list(event.figures), "link": event.link}
    people = uow.session.scalars(select(Contact).where(Contact.is_active, Contact.roles.overlap(list(roles))))
    drafts = [
        Draft(
            template=template,
            source=f"{template}:{event.report_id}:{event.edition}",
            recipient=contact.email,
            name=contact.display_name,
            context={**context, "name": contact.display_name},
        )
        for contact in people
    ]
    write_messages(uow, drafts)
