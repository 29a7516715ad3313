"""Choosing a person without script: a search, results that are links, then the form with the person in it."""

from dataclasses import dataclass
from uuid import UUID

from flask import request

from services.sessions.models.person import Person
from services.sessions.queries.people import find_people, get_person
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PersonChoice:
    """``person``: chosen, or None as long as one is looked for among ``people``."""

    search: str
    people: list[Person]
    person: Person | None


def person_choice(uow: UnitOfWork) -> PersonChoice:
    """From the address (``q``, ``person_id``) or from the form that is shown again. Raises NotFound."""
    search = request.args.get("q", "").strip()
    chosen = _identifier(request.values.get("person_id", ""))
    if chosen is not None:
        return PersonChoice(search, [], get_person(uow, chosen))
    return PersonChoice(search, find_people(uow, search), None)


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
