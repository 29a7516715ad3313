"""Files of a report as answers."""

from flask import Response

from services.reporting.documents.formats import FORMATS
from services.reporting.models import ReportEdition
from shared.storage import Storage


def file_of(slug: str, report: ReportEdition, form: str, storage: Storage) -> Response:
    """``form``: of ``FORMATS``. The very bytes that were frozen: the storage refuses damaged ones."""
    key = report.pdf_key if form == "pdf" else report.xlsx_key
    return sent(storage.get(key), FORMATS[form], filename(slug, report, form))


def filename(slug: str, report: ReportEdition, form: str) -> str:
    """« rapport-marne-2026-T3.pdf », « rapport-marne-2026-T3-edition-2.pdf »."""
    edition = f"-edition-{report.run.edition}" if report.run.edition > 1 else ""
    return f"rapport-{slug}-{report.run.period}{edition}.{form}"


def sent(data: bytes, content_type: str, name: str) -> Response:
    response = Response(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
