"""Shapes of reports in the API."""

from marshmallow import fields, validate

from services.reporting.models import State
from shared.web.forms import Schema


class ReportSchema(Schema):
    id = fields.UUID()
    title = fields.String(attribute="label")
    period = fields.String(attribute="run.period", metadata={"example": "2026-T3"})
    edition = fields.Integer(attribute="run.edition")
    state = fields.String(validate=validate.OneOf([state.value for state in State]))
    summary = fields.List(fields.String(), metadata={"description": "Les chiffres clés, en phrases."})
    produced_at = fields.AwareDateTime()
    publish_at = fields.AwareDateTime(metadata={"description": "Publication sans intervention, pour un brouillon."})
    published_at = fields.AwareDateTime(allow_none=True)
    sha256 = fields.String(attribute="pdf_sha256", metadata={"description": "SHA-256 du PDF, en hexadécimal."})
    xlsx_sha256 = fields.String()


class ReportDetailSchema(ReportSchema):
    document = fields.Dict(
        attribute="plain_document", metadata={"description": "Chiffres, tableaux, définitions et complétude."}
    )


class ReportsSchema(Schema):
    items = fields.List(fields.Nested(ReportSchema))
    next = fields.String(allow_none=True, metadata={"description": "Toujours vide : quatre rapports par an."})


class RevisionSchema(Schema):
    run_id = fields.UUID(metadata={"description": "Identifiant que portera la nouvelle édition."})


class MeasureSchema(Schema):
    code = fields.String()
    label = fields.String()
    unit = fields.String(metadata={"description": "count, ratio, cents ou score"})
    definition = fields.String()
    value = fields.Float(allow_none=True)
    previous = fields.Float(allow_none=True)
    last_year = fields.Float(allow_none=True)


class PeriodSchema(Schema):
    slug = fields.String()
    label = fields.String()
    begin = fields.Date()
    last_day = fields.Date(metadata={"description": "Aujourd’hui : le trimestre est en cours."})


class DashboardSchema(Schema):
    period = fields.Nested(PeriodSchema)
    summary = fields.List(fields.String())
    measures = fields.List(fields.Nested(MeasureSchema))
