"""Events of the reporting service."""

from dataclasses import dataclass
from uuid import UUID

from shared.events.base import Event


@dataclass(frozen=True, kw_only=True)
class ReportDrafted(Event):
    """The report of a period is ready to be read over; administrators are told."""

    name = "reporting.report_drafted.v1"

    report_id: UUID
    title: str
    edition: int
    figures: list[str]
    """Key figures as sentences in French, in the order of the report."""
    link: str
    """Absolute address of the report's page."""


@dataclass(frozen=True, kw_only=True)
class ReportPublished(Event):
    """The report of a period is final; administrators and funders receive it."""

    name = "reporting.report_published.v1"

    report_id: UUID
    title: str
    edition: int
    figures: list[str]
    link: str
    """Absolute address of the report's page."""
    pdf_key: str
    """Key of the PDF in the object storage; downloads go through the reporting service."""
    sha256: str
    """SHA-256 of the PDF, in hexadecimal."""
    download_link: str = ""
    """Absolute address that gives the PDF without signing in, for 30 days."""
