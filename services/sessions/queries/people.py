from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, func, select

from services.sessions.domain.names import search_key
from services.sessions.models.person import Person
from shared.unit_of_work import UnitOfWork


def people(search: str = "") -> Select[Person]:
    """By name, without those who have none any more; ``search``: every word must be found in the names, the telephone
    number or the address."""
    named = Person.anonymised_on.is_(None)
    statement = select(Person).where(named).order_by(Person.last_name, Person.first_name, Person.id)
    for word in search_key(search).split():
        statement = statement.where(Person.search_key.contains(word, autoescape=True))
    return statement


def find_people(uow: UnitOfWork, search: str, *, limit: int = 20) -> list[Person]:
    """For pickers: nobody as long as nothing is typed."""
    return list(uow.session.scalars(people(search).limit(limit))) if search_key(search) else []


def get_person(uow: UnitOfWork, person_id: UUID) -> Person:
    """Raises NotFound."""
    return uow.get(Person, person_id)


def people_by_id(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Person]:
    return {person.id: person for person in uow.session.scalars(select(Person).where(Person.id.in_(ids)))}


def find_homonyms(uow: UnitOfWork, first_name: str, last_name: str) -> list[Person]:
    """People of that very name, accents and capitals aside."""
    names = search_key(first_name, last_name)
    rows = uow.session.scalars(people(names).limit(50))
    return [person for person in rows if search_key(person.first_name, person.last_name) == names]


def count_people(uow: UnitOfWork, found: Select[Person]) -> int:
    return uow.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
