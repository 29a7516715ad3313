"""What the service gives and erases when a network leaves."""

from typing import Any
from uuid import UUID

from services.notifications.actors import tasks
from services.notifications.consumers import handlers
from services.notifications.runtime import runtime
from shared.events.notifications import NotificationsErased, NotificationsExported
from shared.leaving.service_part import Leaving
from shared.unit_of_work import UnitOfWork

LABELS = {
    "contact": "Adresses des membres",
    "host": "Lieux de rencontre",
    "invitation": "Invitations aux rencontres",
    "journal_entry": "Journal",
    "meeting": "Rencontres",
    "message": "Courriels envoyés",
    "newsletter": "Lettres",
    "sender": "Expéditeur des lettres",
    "suppression": "Désinscriptions",
}


def tell_export(uow: UnitOfWork, export_id: UUID, **part: Any) -> None:
    uow.publish(NotificationsExported(export_id=export_id, **part))


def tell_erasure(uow: UnitOfWork, network_id: UUID, **erased: Any) -> None:
    uow.publish(NotificationsErased(network_id=network_id, **erased))


leaving = Leaving(
    title="lettres et rencontres",
    runtime=runtime,
    tasks=tasks,
    handlers=handlers,
    labels=LABELS,
    told_export=tell_export,
    told_erasure=tell_erasure,
)
