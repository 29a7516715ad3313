from collections.abc import Collection
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import Select, func, select

from services.sessions.domain.names import search_key
from services.sessions.models.person import Person
from shared.unit_of_work import UnitOfWork

SHORTEST = 3
"""Letters: fewer resemble everything."""
LIKENESS = 78
"""Out of 100: « Labatt » and « Labat » have 91, « Jane » and « Jeanne » 80."""
MOST = 20_000
"""Names that are looked through."""


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


def near_people(uow: UnitOfWork, search: str, *, limit: int = 5) -> list[Person]:
    """People whose names resemble what was typed, nearest first: for when nobody bears it.

    One word is compared with each name, several with the whole name, in whatever order.
    """
    typed = search_key(search).split()
    if not typed or len("".join(typed)) < SHORTEST or any(letter.isdigit() for letter in search):
        return []
    names = select(Person.id, Person.first_name, Person.last_name).where(Person.anonymised_on.is_(None)).limit(MOST)
    known: dict[tuple[UUID, int], str] = {}
    for person_id, first_name, last_name in uow.session.execute(names):
        words = search_key(first_name, last_name).split()
        known |= {(person_id, n): one for n, one in enumerate(words if len(typed) == 1 else [" ".join(sorted(words))])}
    near = process.extract(" ".join(sorted(typed)), known, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=4 * limit)
    ids = list(dict.fromkeys(person_id for _, _, (person_id, _) in near))[:limit]
    found = people_by_id(uow, ids)
    return [found[person_id] for person_id in ids]


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
