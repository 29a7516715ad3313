"""People whom the network accompanies."""

from uuid import UUID

from services.sessions.errors import PersonIsAnonymised
from services.sessions.models.person import Person
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def register_person(
    uow: UnitOfWork,
    actor: Actor,
    *,
    first_name: str,
    last_name: str,
    phone: str | None = None,
    email: str | None = None,
    known_before: bool = False,
) -> Person:
    """``phone`` in E.164. Homonyms are allowed: the screens show those who exist before one is registered."""
    person = Person(registered_on=uow.today)
    person.describe(first_name=first_name, last_name=last_name, phone=phone, email=email, known_before=known_before)
    uow.session.add(person)
    uow.session.flush()
    return person


def correct_person(
    uow: UnitOfWork,
    actor: Actor,
    *,
    person_id: UUID,
    first_name: str,
    last_name: str,
    phone: str | None = None,
    email: str | None = None,
    known_before: bool = False,
) -> Person:
    """Raises PersonIsAnonymised: who comes back is registered anew."""
    person = uow.get(Person, person_id, lock=True)
    if person.anonymised_on is not None:
        raise PersonIsAnonymised
    person.describe(first_name=first_name, last_name=last_name, phone=phone, email=email, known_before=known_before)
    return person
