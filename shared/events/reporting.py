"""Events of the reporting service."""

from dataclasses import dataclass, field
from datetime import date
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


@dataclass(frozen=True, kw_only=True)
class FactsDataHandled(Event):
    """What the reporting service counts of the person who was asked for, or has made anonymous."""

    name = "reporting.facts_data_handled.v1"

    request_id: UUID
    action: str
    """``find`` or ``erase``."""
    counts: dict
    """French name of the table → number of rows."""
    kept: dict = field(default_factory=dict)
    """French name of the table → why its rows stay."""
    document: str = ""
    """The rows themselves as JSON, encrypted with the installation's secret; empty after an erasure."""


@dataclass(frozen=True, kw_only=True)
class ReportingExported(Event):
    """The part of the reporting service in a network's export lies in the storage."""

    name = "reporting.reporting_exported.v1"

    export_id: UUID
    counts: dict
    """File of the part → rows, or 1 for a document."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FactsDataRetired(Event):
    """What the reporting service did after people had been anonymised, or at its own daily look. Names nobody."""

    name = "reporting.facts_data_retired.v1"

    ran_on: date
    """Day of the run where the network is."""
    limit: date
    """Whose last contact was on this day or before is anonymised."""
    counts: dict
    """French name of the table → rows anonymised, or deleted, by this batch."""
    left: int
    """Rows past the limit that still have a name, counted again after the work."""
    soon: dict = field(default_factory=dict)
    """French name of the table → rows whose turn comes within thirty days."""


@dataclass(frozen=True, kw_only=True)
class ReportingErased(Event):
    """The reporting service keeps nothing any more of a network. The tenant is ``shared.tenancy.PLATFORM``."""

    name = "reporting.reporting_erased.v1"

    network_id: UUID
    counts: dict
    """Table → rows erased."""
    objects: int
    """Files erased from the storage."""
