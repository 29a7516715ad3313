"""What one can look at: reports already made, and what a report would say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from services.reporting.domain.figures import Figures, figures
from services.reporting.domain.periods import Quarter
from services.reporting.domain.report import Heading, changes, write_report
from services.reporting.models import ReportEdition, ReportRun, State
from services.reporting.queries.facts import load_facts
from shared.errors import NotFound
from shared.text_search import fold, search_words
from shared.unit_of_work import UnitOfWork

Json = dict[str, Any]


def list_reports(uow: UnitOfWork, *, with_drafts: bool) -> Sequence[ReportEdition]:
    """Newest period first; of one period, the last edition first."""
    query = select(ReportEdition).join(ReportEdition.run)
    if not with_drafts:
        query = query.where(ReportEdition.state == State.PUBLISHED)
    return uow.session.scalars(query.order_by(ReportRun.period.desc(), ReportRun.edition.desc())).unique().all()


def find_reports(uow: UnitOfWork, text: str, *, with_drafts: bool) -> list[ReportEdition]:
    """Those whose title, made from the period, has every word; newest first."""
    words = search_words(text)
    reports = list_reports(uow, with_drafts=with_drafts)
    return [report for report in reports if all(word in fold(report.label) for word in words)]


def list_unmade(uow: UnitOfWork) -> Sequence[ReportRun]:
    """Runs that have not made their edition yet."""
    made = select(ReportEdition.id)
    query = select(ReportRun).where(ReportRun.id.not_in(made)).order_by(ReportRun.period.desc())
    return uow.session.scalars(query).all()


def get_report(uow: UnitOfWork, report_id: UUID, *, with_drafts: bool) -> ReportEdition:
    """With its document. Raises NotFound, also for a draft that may not be read."""
    query = select(ReportEdition).where(ReportEdition.id == report_id).options(undefer(ReportEdition.document))
    report = uow.session.scalars(query).unique().one_or_none()
    if report is None or not (with_drafts or report.is_published):
        raise NotFound
    return report


def list_editions(uow: UnitOfWork, period: str, *, with_drafts: bool) -> list[ReportEdition]:
    """Editions of one period, last first."""
    return [report for report in list_reports(uow, with_drafts=with_drafts) if report.run.period == period]


def compose(uow: UnitOfWork, run: ReportRun) -> Json:
    """What the report of the run says with the facts of now (``domain/report.py``), without pictures."""
    now, previous, last_year = compared_figures(uow, run.quarter)
    network = uow.network
    heading = Heading(
        network=network.label,
        department=network.department,
        colour=network.colour,
        quarter=run.quarter,
        edition=run.edition,
        produced_at=uow.now,
        zone=uow.zone,
        logo=network.logo,
    )
    report = write_report(heading, now, previous, last_year)
    earlier = _document_before(uow, run)
    return {**report, "changes": changes(earlier, report) if earlier else []}


def compared_figures(uow: UnitOfWork, quarter: Quarter) -> tuple[Figures, Figures, Figures]:
    """Of the quarter, the one before, the same one last year."""
    facts = load_facts(uow)
    quarters = (quarter, quarter.previous, quarter.same_last_year)
    now, previous, last_year = (figures(facts, one.begin, one.end) for one in quarters)
    return now, previous, last_year


def _document_before(uow: UnitOfWork, run: ReportRun) -> Json | None:
    """The document of the edition before the run's, if it has one."""
    query = select(ReportEdition.document).join(ReportEdition.run)
    query = query.where(ReportRun.period == run.period, ReportRun.edition == run.edition - 1)
    return uow.session.execute(query).scalar_one_or_none()
