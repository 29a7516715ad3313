"""JSON, one module per noun."""

from services.reporting.api import reports

blueprints = [reports.blueprint]
