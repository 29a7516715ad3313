"""Files of a report, always through this service: it knows who may read what."""

import json
from uuid import UUID

from flask.typing import ResponseReturnValue

from services.reporting.documents.delivery import file_of, filename, sent
from services.reporting.documents.formats import FORMATS
from services.reporting.domain import links
from services.reporting.domain.report import without_charts
from services.reporting.errors import LinkExpired
from services.reporting.queries.reports import get_report
from services.reporting.runtime import runtime, site
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.identity import may

blueprint = page_blueprint("downloads", __name__, prefix="rapports")


@blueprint.get(f"/<uuid:report_id>/rapport.<any({', '.join(FORMATS)}):form>")
@door("reports.read")
def download(uow: UnitOfWork, actor: Actor, report_id: UUID, form: str) -> ResponseReturnValue:
    report = get_report(uow, report_id, with_drafts=may(actor, "reports.publish"))
    return file_of(uow.network.slug, report, form, runtime.storage)


@blueprint.get("/<uuid:report_id>/rapport.json")
@door("reports.read")
def download_json(uow: UnitOfWork, actor: Actor, report_id: UUID) -> ResponseReturnValue:
    report = get_report(uow, report_id, with_drafts=may(actor, "reports.publish"))
    data = json.dumps(without_charts(report.document), ensure_ascii=False, indent=1).encode()
    return sent(data, "application/json", filename(uow.network.slug, report, "json"))


@blueprint.get("/telecharger/<token>")
@door(PUBLIC)
def download_by_link(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """The PDF of a published report, without signing in. Raises LinkExpired."""
    report_id = links.read(site().secret_key, token, tenant_id=uow.tenant_id, now=uow.now)
    if report_id is None:
        raise LinkExpired
    report = get_report(uow, report_id, with_drafts=False)
    return file_of(uow.network.slug, report, "pdf", runtime.storage)
