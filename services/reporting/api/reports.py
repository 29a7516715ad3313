"""Reports and the quarter under way."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from services.reporting.actors import write_report
from services.reporting.documents.delivery import file_of
from services.reporting.queries.dashboard import current_quarter
from services.reporting.queries.reports import get_report, list_reports
from services.reporting.runtime import runtime, site
from services.reporting.schemas.reports import (
    DashboardSchema,
    ReportDetailSchema,
    ReportSchema,
    ReportsSchema,
    RevisionSchema,
)
from services.reporting.usecases.reports import publish_report, revise_report
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.identity import may

blueprint = api_blueprint("reports", __name__, service="reporting", description="Quarterly reports")


@blueprint.get("/quarter")
@door("dashboard.read")
@blueprint.response(200, DashboardSchema)
def show_current_quarter(uow: UnitOfWork) -> Any:
    return current_quarter(uow)


@blueprint.get("/reports")
@door("reports.read")
@blueprint.response(200, ReportsSchema)
def list_all_reports(uow: UnitOfWork, actor: Actor) -> Any:
    return {"items": list_reports(uow, with_drafts=may(actor, "reports.publish")), "next": None}


@blueprint.get("/reports/<uuid:report_id>")
@door("reports.read")
@blueprint.response(200, ReportDetailSchema)
def show_report(uow: UnitOfWork, actor: Actor, report_id: UUID) -> Any:
    return get_report(uow, report_id, with_drafts=may(actor, "reports.publish"))


@blueprint.get("/reports/<uuid:report_id>/<any(pdf, xlsx):form>")
@door("reports.read")
@blueprint.response(200, content_type="application/octet-stream")
def download_file(uow: UnitOfWork, actor: Actor, report_id: UUID, form: str) -> ResponseReturnValue:
    report = get_report(uow, report_id, with_drafts=may(actor, "reports.publish"))
    return file_of(uow.network.slug, report, form, runtime.storage)


@blueprint.post("/reports/<uuid:report_id>/publication")
@door("reports.publish")
@blueprint.response(200, ReportSchema)
def publish(uow: UnitOfWork, actor: Actor, report_id: UUID) -> Any:
    return publish_report(uow, actor, report_id=report_id, site=site())


@blueprint.post("/reports/<uuid:report_id>/editions")
@door("reports.publish")
@blueprint.response(202, RevisionSchema)
def revise(uow: UnitOfWork, report_id: UUID) -> Any:
    """Prepares the next edition, with what came in late."""
    run_id = revise_report(uow, report_id=report_id)
    uow.enqueue(write_report, tenant_id=str(uow.tenant_id), run_id=str(run_id))
    return {"run_id": run_id}
