"""What the sessions service hears."""

from services.sessions.models.personal import PERSONAL
from services.sessions.runtime import runtime
from services.sessions.usecases import credit_rules, placements, structures
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.events.directory import NetworkSaved, PersonalDataAsked, StructureMerged, StructureSaved
from shared.events.sessions import PeopleDataHandled
from shared.messaging.handlers import Handlers
from shared.personal_data import answer_to
from shared.unit_of_work import UnitOfWork

handlers = Handlers("sessions")


@handlers.on(StructureSaved)
def on_structure_saved(uow: UnitOfWork, event: StructureSaved) -> None:
    structures.copy_structure(uow, event)


@handlers.on(NetworkSaved)
def on_network_saved(uow: UnitOfWork, event: NetworkSaved) -> None:
    credit_rules.copy_rules(uow, event)


@handlers.on(StructureMerged)
def on_structure_merged(uow: UnitOfWork, event: StructureMerged) -> None:
    structures.follow_merge(uow, event)
    placements.announce_stock(uow, event.structure_id, event.into_id)


@handlers.on(PersonalDataAsked)
def on_personal_data_asked(uow: UnitOfWork, event: PersonalDataAsked) -> None:
    secret = runtime.settings.secret_key
    answer, handled = answer_to(uow, PERSONAL, event.who, event.action, secret_key=secret)
    pseudonyms = [pseudonym_of(uow, person_id) for person_id in handled.ids]
    uow.publish(PeopleDataHandled(request_id=event.request_id, pseudonyms=pseudonyms, **answer))
