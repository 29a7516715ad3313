"""Reports on the web: the same sentences, figures and pictures as in the PDF."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.reporting.actors import write_report
from services.reporting.documents.pdf import comparison
from services.reporting.domain.french import UNKNOWN, show
from services.reporting.queries.dashboard import current_quarter
from services.reporting.queries.reports import get_report, list_editions, list_reports, list_unmade
from services.reporting.runtime import site
from services.reporting.usecases.reports import publish_report, revise_report
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.identity import may

blueprint = page_blueprint("reports", __name__, prefix="rapports")


@blueprint.get("/")
@door("reports.read")
def list_all(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    drafts = may(actor, "reports.publish")
    reports = list_reports(uow, with_drafts=drafts)
    quarter = current_quarter(uow) if may(actor, "dashboard.read") else None
    return render_template(
        "reports/index.html",
        reports=reports,
        to_read=[report for report in reports if not report.is_published],
        unmade=list_unmade(uow) if drafts else [],
        quarter=quarter,
        comparison=comparison(quarter) if quarter else None,
    )


@blueprint.get("/<uuid:report_id>")
@door("reports.read")
def show_report(uow: UnitOfWork, actor: Actor, report_id: UUID) -> ResponseReturnValue:
    drafts = may(actor, "reports.publish")
    report = get_report(uow, report_id, with_drafts=drafts)
    editions = list_editions(uow, report.run.period, with_drafts=drafts)
    return render_template(
        "reports/show.html",
        report=report,
        document=report.document,
        comparison=comparison(report.document),
        editions=editions,
        is_last=editions[0].id == report.id,
        written=_written,
    )


def _written(value: Any, unit: str) -> str:
    """A cell of a chapter's table."""
    return show(value, unit) if value is not None or unit == "count" else UNKNOWN


@blueprint.post("/<uuid:report_id>/publication")
@door("reports.publish", retry=show_report)
def publish(uow: UnitOfWork, actor: Actor, report_id: UUID) -> ResponseReturnValue:
    report = publish_report(uow, actor, report_id=report_id, site=site())
    sentence = f"{report.label} : publié. Les administrateurs et les financeurs le reçoivent par courriel."
    return done(sentence, url_for(".show_report", report_id=report_id))


@blueprint.post("/<uuid:report_id>/nouvelle-edition")
@door("reports.publish", retry=show_report)
def revise(uow: UnitOfWork, report_id: UUID) -> ResponseReturnValue:
    run_id = revise_report(uow, report_id=report_id)
    uow.enqueue(write_report, tenant_id=str(uow.tenant_id), run_id=str(run_id))
    return done("La nouvelle édition se prépare. Elle sera ici dans un instant.", url_for(".list_all"))
