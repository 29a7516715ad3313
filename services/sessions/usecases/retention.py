"""What the daily look at the network's retention says to the other services."""

from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.events.sessions import PeopleDataRetired, PersonAnonymised
from shared.retention import Look
from shared.unit_of_work import UnitOfWork


def tell(uow: UnitOfWork, look: Look) -> None:
    pseudonyms = [pseudonym_of(uow, person_id) for person_id in look.ids]
    uow.publish_all(PersonAnonymised(person=one, ran_on=look.ran_on, limit=look.limit) for one in pseudonyms)
    uow.publish(PeopleDataRetired(ran_on=look.ran_on, limit=look.limit, **look.found))
