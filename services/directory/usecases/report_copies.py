"""The directory's copy of the network's reports."""

from sqlalchemy.dialects.postgresql import insert

from services.directory.models.report_copy import ReportCopy
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.unit_of_work import UnitOfWork


def keep_draft(uow: UnitOfWork, event: ReportDrafted) -> None:
    """The news of its publication may have come before: it stays published."""
    values = {"id": event.report_id, "title": event.title, "is_published": False}
    uow.session.execute(insert(ReportCopy).values(tenant_id=uow.tenant_id, **values).on_conflict_do_nothing())


def keep_published(uow: UnitOfWork, event: ReportPublished) -> None:
    values = {"title": event.title, "is_published": True}
    statement = insert(ReportCopy).values(tenant_id=uow.tenant_id, id=event.report_id, **values)
    uow.session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=values))
