"""What the service gives and erases when a network leaves."""

from typing import Any
from uuid import UUID

from services.reporting.actors import tasks
from services.reporting.consumers import handlers
from services.reporting.runtime import runtime
from shared.events.reporting import ReportingErased, ReportingExported
from shared.leaving.service_part import Leaving
from shared.unit_of_work import UnitOfWork

LABELS = {
    "answer_fact": "Faits : réponses aux invitations",
    "assessment_fact": "Faits : évaluations",
    "credit_fact": "Faits : recharges",
    "enrolment_fact": "Faits : inscriptions",
    "item_state": "Faits : état du matériel",
    "journal_entry": "Journal",
    "loan_fact": "Faits : prêts",
    "meeting_attendance": "Faits : participants aux rencontres",
    "meeting_plan": "Faits : rencontres prévues",
    "newsletter_fact": "Faits : lettres",
    "orientation_answer_fact": "Faits : réponses aux orientations",
    "orientation_end_fact": "Faits : fins d’orientations",
    "orientation_fact": "Faits : orientations",
    "purchase_fact": "Faits : achats",
    "report_edition": "Éditions des rapports",
    "report_rules": "Règles du rapport",
    "report_run": "Rapports du trimestre",
    "sim_fact": "Faits : cartes SIM",
    "structure_copy": "Structures (copie)",
    "structure_merge": "Structures fusionnées",
    "workshop_attendance": "Faits : présences",
    "workshop_plan": "Faits : séances prévues",
}


def tell_export(uow: UnitOfWork, export_id: UUID, **part: Any) -> None:
    uow.publish(ReportingExported(export_id=export_id, **part))


def tell_erasure(uow: UnitOfWork, network_id: UUID, **erased: Any) -> None:
    uow.publish(ReportingErased(network_id=network_id, **erased))


leaving = Leaving(
    title="rapports",
    runtime=runtime,
    tasks=tasks,
    handlers=handlers,
    labels=LABELS,
    told_export=tell_export,
    told_erasure=tell_erasure,
)
