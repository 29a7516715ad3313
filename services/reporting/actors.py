"""Slow work: making a report."""

from typing import Any
from uuid import UUID

from services.reporting.documents.charts import with_charts
from services.reporting.documents.formats import FORMATS
from services.reporting.documents.pdf import write_pdf
from services.reporting.documents.xlsx import write_xlsx
from services.reporting.runtime import database, runtime, site
from services.reporting.usecases.reports import Documents, compose_unmade, keep_edition
from shared.logging import get_logger
from shared.logos import key_of
from shared.messaging.tasks import Tasks
from shared.storage import ObjectDamaged, ObjectMissing
from shared.web.colours import shades

tasks = Tasks("reporting")
log = get_logger(__name__)


@tasks.actor(max_retries=5)
def write_report(tenant_id: str, run_id: str) -> None:
    """Makes the edition of a run. Twice makes one: the second run finds it made, before or after its own work."""
    with database.unit_of_work(UUID(tenant_id), read_only=True) as uow:
        report = compose_unmade(uow, run_id=UUID(run_id))
    if report is None:
        return
    accent = shades(report["colour"])["accent-text"]
    document = with_charts({**report, "colour": accent}, accent)
    documents = _store(tenant_id, document)
    with database.unit_of_work(UUID(tenant_id)) as uow:
        keep_edition(uow, run_id=UUID(run_id), document=document, documents=documents, site=site())


def _store(tenant_id: str, document: dict[str, Any]) -> Documents:
    """The key holds the moment of making: an attempt that was cut short cannot stand in the way of the next one."""
    moment = document["produced_at"][:19].replace(":", "")
    stem = f"{tenant_id}/reports/{document['period']['slug']}-{document['edition']}-{moment}"
    pdf, xlsx = write_pdf(document, _logo(tenant_id, document["logo"])), write_xlsx(document)
    return Documents(
        pdf_key=f"{stem}.pdf",
        pdf_sha256=runtime.storage.put_once(f"{stem}.pdf", pdf, FORMATS["pdf"]),
        xlsx_key=f"{stem}.xlsx",
        xlsx_sha256=runtime.storage.put_once(f"{stem}.xlsx", xlsx, FORMATS["xlsx"]),
    )


def _logo(tenant_id: str, name: str) -> bytes | None:
    """A report is made without its logo rather than not at all."""
    if not name:
        return None
    try:
        return runtime.storage.get(key_of(UUID(tenant_id), name))
    except (ObjectMissing, ObjectDamaged):
        log.warning("logo_unreadable", tenant=tenant_id, logo=name)
        return None
