"""Looking at the network's reports."""

from collections.abc import Sequence

from sqlalchemy import select

from services.directory.models.report_copy import ReportCopy
from shared.unit_of_work import UnitOfWork


def list_drafts(uow: UnitOfWork, *, limit: int = 5) -> Sequence[ReportCopy]:
    """Those that wait to be read over."""
    query = select(ReportCopy).where(ReportCopy.is_published.is_(False)).order_by(ReportCopy.title, ReportCopy.id)
    return uow.session.scalars(query.limit(limit)).all()
