"""HTML, one module per noun."""

from services.reporting.pages import downloads, finding, reports

blueprints = [reports.blueprint, downloads.blueprint, finding.blueprint]
