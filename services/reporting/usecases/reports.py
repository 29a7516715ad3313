"""What one can do with reports: plan, make, publish, make again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.reporting.domain import links
from services.reporting.domain.periods import due_quarters
from services.reporting.domain.report import says_the_same
from services.reporting.domain.rules import LINK_DAYS
from services.reporting.errors import NothingChanged, NotTheLastEdition, StillDraft
from services.reporting.models import ReportEdition, ReportRun, State
from services.reporting.models.report import QUARTERLY
from services.reporting.queries.reports import compose, get_report
from services.reporting.queries.rules import rules_of
from shared.actor import SYSTEM, Actor
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

Json = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """Where the product is reached, and the secret that signs its links."""

    public_url: str
    secret_key: str


@dataclass(frozen=True)
class Documents:
    """Files of an edition, already in the storage."""

    pdf_key: str
    pdf_sha256: str
    xlsx_key: str
    xlsx_sha256: str


def plan_due_reports(uow: UnitOfWork) -> list[UUID]:
    """A run for each quarter that is due and has none. Two clocks at once make one run: the database decides."""
    network, grace_days = uow.network, rules_of(uow).grace_days
    due = due_quarters(opened_at=network.opened_at, now=uow.now, zone=uow.zone, grace_days=grace_days)
    known = set(uow.session.scalars(select(ReportRun.period).where(ReportRun.report == QUARTERLY)))
    rows = [
        {"period": quarter.slug, "edition": 1, "due_at": quarter.due_at(uow.zone, grace_days)}
        for quarter in due
        if quarter.slug not in known
    ]
    return _insert_runs(uow, rows)


def _insert_runs(uow: UnitOfWork, rows: list[Json]) -> list[UUID]:
    """Identifiers of those that did not exist."""
    if not rows:
        return []
    common = {"tenant_id": uow.tenant_id, "report": QUARTERLY, "planned_at": uow.now}
    statement = insert(ReportRun.__table__).values([{"id": new_id(), **common, **row} for row in rows])  # type: ignore[arg-type]
    statement = statement.on_conflict_do_nothing(constraint="uq_report_run_period").returning(ReportRun.__table__.c.id)
    return list(uow.session.connection().execute(statement).scalars())


def compose_unmade(uow: UnitOfWork, *, run_id: UUID) -> Json | None:
    """What the run's report says; None when it has been made already."""
    run = uow.get(ReportRun, run_id)
    made = uow.session.get(ReportEdition, (uow.tenant_id, run_id))
    return None if made else compose(uow, run)


def keep_edition(uow: UnitOfWork, *, run_id: UUID, document: Json, documents: Documents, site: Site) -> None:
    """Freezes what a run made, and tells the administrators. Does nothing when it was frozen before."""
    run = uow.get(ReportRun, run_id, lock=True)
    if uow.session.get(ReportEdition, (uow.tenant_id, run_id)):
        return
    report = ReportEdition(
        id=run.id,
        run=run,
        document=document,
        summary=document["summary"],
        produced_at=uow.now,
        publish_at=uow.now + timedelta(days=rules_of(uow).review_days),
        **vars(documents),
    )
    uow.session.add(report)
    uow.publish(ReportDrafted(report_id=report.id, **_told(uow, report, site)))


def publish_report(uow: UnitOfWork, actor: Actor, *, report_id: UUID, site: Site) -> ReportEdition:
    """Raises AlreadyPublished."""
    report = uow.get(ReportEdition, report_id, lock=True)
    report.publish(at=uow.now, by=actor.account_id)
    until = uow.now + timedelta(days=LINK_DAYS)
    token = links.sign(site.secret_key, tenant_id=uow.tenant_id, report_id=report.id, until=until)
    uow.publish(
        ReportPublished(
            report_id=report.id,
            **_told(uow, report, site),
            pdf_key=report.pdf_key,
            sha256=report.pdf_sha256,
            download_link=f"{_home(uow, site)}telecharger/{token}",
        )
    )
    return report


def publish_overdue(uow: UnitOfWork, *, site: Site) -> Sequence[UUID]:
    """Publishes the drafts that nobody has published in time."""
    query = select(ReportEdition.id).where(ReportEdition.state == State.DRAFT, ReportEdition.publish_at <= uow.now)
    late = uow.session.scalars(query.with_for_update(skip_locked=True, of=ReportEdition)).all()
    for report_id in late:
        publish_report(uow, SYSTEM, report_id=report_id, site=site)
    return late


def revise_report(uow: UnitOfWork, *, report_id: UUID) -> UUID:
    """Plans the next edition (R), with what came in late. Returns its run.

    Raises StillDraft, NotTheLastEdition, NothingChanged.
    """
    report = get_report(uow, report_id, with_drafts=True)
    if not report.is_published:
        raise StillDraft
    last = select(func.max(ReportRun.edition)).where(ReportRun.period == report.run.period)
    if uow.session.execute(last).scalar_one() != report.run.edition:
        raise NotTheLastEdition
    if says_the_same(report.document, compose(uow, report.run)):
        raise NothingChanged
    row = {"period": report.run.period, "edition": report.run.edition + 1, "due_at": uow.now}
    made = _insert_runs(uow, [row])
    if not made:
        raise NotTheLastEdition
    return made[0]


def _told(uow: UnitOfWork, report: ReportEdition, site: Site) -> Json:
    return {
        "title": f"Rapport trimestriel, {report.run.quarter.label}",
        "edition": report.run.edition,
        "figures": report.summary,
        "link": f"{_home(uow, site)}{report.id}",
    }


def _home(uow: UnitOfWork, site: Site) -> str:
    return f"{site.public_url}/rapports/{uow.network.slug}/"
