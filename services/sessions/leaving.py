"""What the service gives and erases when a network leaves."""

from typing import Any
from uuid import UUID

from services.sessions.actors import tasks
from services.sessions.consumers import handlers
from services.sessions.runtime import runtime
from shared.events.sessions import SessionsErased, SessionsExported
from shared.leaving.service_part import Leaving
from shared.unit_of_work import UnitOfWork

LABELS = {
    "assessment": "Évaluations",
    "attendance": "Présences",
    "credit_entry": "Mouvements de recharges",
    "credit_rules": "Seuil de recharges (copie)",
    "credit_stock": "Stocks de recharges",
    "enrolment": "Inscriptions",
    "item": "Matériel",
    "journal_entry": "Journal",
    "loan": "Prêts",
    "person": "Personnes accompagnées",
    "purchase": "Achats et dons",
    "series": "Parcours",
    "sim_card": "Cartes SIM",
    "sim_reception": "Réceptions de cartes SIM",
    "structure_copy": "Structures (copie)",
    "workshop_date": "Séances",
}


def tell_export(uow: UnitOfWork, export_id: UUID, **part: Any) -> None:
    uow.publish(SessionsExported(export_id=export_id, **part))


def tell_erasure(uow: UnitOfWork, network_id: UUID, **erased: Any) -> None:
    uow.publish(SessionsErased(network_id=network_id, **erased))


leaving = Leaving(
    title="ateliers et matériel",
    runtime=runtime,
    tasks=tasks,
    handlers=handlers,
    labels=LABELS,
    told_export=tell_export,
    told_erasure=tell_erasure,
)
