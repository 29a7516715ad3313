"""What forms choose from: a structure, in a list or by a search (:mod:`shared.web.picker`); a person, without script by
a search, results that are links, then the form with the person in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import request, url_for

from services.sessions.models.person import Person
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.queries.people import find_people, get_person, near_people
from services.sessions.queries.structures import find_structures, list_structures_among
from shared.unit_of_work import UnitOfWork
from shared.web.picker import Choice, Picker, Source, pick


@dataclass(frozen=True)
class PersonChoice:
    """``person``: chosen, or None as long as one is looked for among ``people``; ``near``: when nobody bears the name
    typed, those whose names resemble it; ``guess``: what a new record would begin with; ``is_blank``: the search was
    sent without a word.
    """

    search: str
    people: list[Person]
    person: Person | None = None
    near: Sequence[Person] = ()
    guess: Mapping[str, str] = field(default_factory=dict)
    is_blank: bool = False


def person_choice(uow: UnitOfWork) -> PersonChoice:
    """From the address (``q``, ``person_id``) or from the form that is shown again. Raises NotFound."""
    search = request.args.get("q", "").strip()
    chosen = _identifier(request.values.get("person_id", ""))
    if chosen is not None:
        return PersonChoice(search, [], get_person(uow, chosen))
    if found := find_people(uow, search):
        return PersonChoice(search, found)
    return PersonChoice(search, [], near=near_people(uow, search), guess=guess_of(search), is_blank=is_blank())


def is_blank() -> bool:
    """Whether a search was sent without a word: the page says what to write, since nothing else changes."""
    return "q" in request.args and not request.args["q"].strip()


def guess_of(search: str) -> dict[str, str]:
    """« Jeanne Labat » → her names; a number → a telephone."""
    if any(letter.isdigit() for letter in search):
        return {"phone": search}
    first_name, _, last_name = search.partition(" ")
    return {"first_name": first_name, "last_name": last_name.strip()}


def structure_choice(uow: UnitOfWork, held: str = "") -> Picker:
    """``held``: identifier of the structure that is chosen when the form opens."""

    def find(words: str, most: int) -> tuple[Sequence[Choice], int]:
        page = find_structures(uow, q=words, limit=most)
        return list(map(_named, page.items)), page.count or 0

    def named(ids: Collection[UUID]) -> Sequence[Choice]:
        return list(map(_named, list_structures_among(uow, ids)))

    address = url_for("api_structures.show_structures", network=uow.network.slug)
    chosen = _identifier(held)
    return pick("structure_id", Source(find, named, address), [chosen] if chosen else [])


def _named(structure: StructureCopy) -> Choice:
    return str(structure.id), structure.name


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
