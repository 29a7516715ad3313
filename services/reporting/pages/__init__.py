"""HTML, one module per noun."""

from services.reporting.pages import downloads, reports

blueprints = [reports.blueprint, downloads.blueprint]
