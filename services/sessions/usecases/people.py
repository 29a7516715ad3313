"""People whom the network accompanies."""

from uuid import UUID

from services.sessions.errors import PersonIsAnonymised
from services.sessions.models.person import Person
from shared.actor import Actor
from shared.errors import NotFound
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


def get_named(uow: UnitOfWork, person_id: UUID) -> Person:
    """Whom something is given to: until the commit retention waits for what is written. Raises PersonIsAnonymised."""
    waits = {"read": True, "key_share": True}
    person = uow.session.get(Person, (uow.tenant_id, person_id), with_for_update=waits, populate_existing=True)
    if person is None:
        raise NotFound
    return _with_a_name(person)


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
    person = _with_a_name(uow.get(Person, person_id, lock=True))
    person.describe(first_name=first_name, last_name=last_name, phone=phone, email=email, known_before=known_before)
    return person


def _with_a_name(person: Person) -> Person:
    if person.anonymised_on is not None:
        raise PersonIsAnonymised
    return person
