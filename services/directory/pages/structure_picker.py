"""Ticking structures in a form, of a network that may have thousands: those that are ticked, and some to choose from.

With script, letters bring other structures (``choices.js``). Without it, a button sends the form: nothing is saved, and
it comes back as it was, with the structures that have the words typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import request

from services.directory.errors import NothingSavedYet
from services.directory.queries.members import list_choices_among
from services.directory.queries.structures import Wanted, list_structures
from shared.unit_of_work import UnitOfWork

BUTTON, WORDS = "find_structures", "structure_words"
AT_ONCE = 20
"""Structures to choose from, besides those that are ticked."""


def structures_to_tick(uow: UnitOfWork, held: Sequence[UUID] = ()) -> dict[str, Any]:
    """``held``: what is ticked when the form opens; it comes first, with what was ticked since."""
    words = request.form.get(WORDS, "").strip()
    found = list_structures(uow, Wanted(text=words), limit=AT_ONCE)
    ticked = list_choices_among(uow, {*held, *_identifiers(request.form.getlist("structure_ids"))})
    known = {value for value, _ in ticked}
    others = [(str(one.id), ", ".join(filter(None, (one.label, one.commune)))) for one in found.items]
    return {
        "structures": ticked + [choice for choice in others if choice[0] not in known],
        "chosen": [str(one) for one in held],
        "looked_for": words,
        "found": found.count,
        "at_once": AT_ONCE,
    }


def stop_to_look() -> None:
    """Raises NothingSavedYet for a form that its search button has sent."""
    if BUTTON in request.form:
        raise NothingSavedYet


def _identifiers(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
