"""What the sessions service hears."""

from services.sessions.usecases import structures
from shared.events.directory import StructureMerged, StructureSaved
from shared.messaging.handlers import Handlers
from shared.unit_of_work import UnitOfWork

handlers = Handlers("sessions")


@handlers.on(StructureSaved)
def on_structure_saved(uow: UnitOfWork, event: StructureSaved) -> None:
    structures.copy_structure(uow, event)


@handlers.on(StructureMerged)
def on_structure_merged(uow: UnitOfWork, event: StructureMerged) -> None:
    structures.follow_merge(uow, event)
