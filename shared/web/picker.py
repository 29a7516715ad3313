"""Choosing in a form among things of which a network may have thousands: structures, members, referents.

While they are few, the form lists them all. Beyond, it shows what is chosen and some others. With script, letters bring
those that have them (``choices.js``). Without it, a button sends the form: nothing is saved
(:func:`shared.web.forms.load_form` refuses), and it comes back as it was, with those that have the words typed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request

FEW = 30
"""So many are shown as a plain list."""
AT_ONCE = 20
"""Others to choose from, besides those that are chosen."""

Choice = tuple[str, str]
"""Identifier, and what people read."""


@dataclass(frozen=True)
class Source:
    """Where the choices come from.

    ``find``: the first choices that have all the words, at most so many, and how many have them. ``named``: those of
    these identifiers, also what is not proposed any more. ``address``: the list of the API that does the same, with
    ``q``, ``limit`` and ``count``; ``shown``: the attributes of its items that people read.
    """

    find: Callable[[str, int], tuple[Sequence[Choice], int]]
    named: Callable[[Collection[UUID]], Sequence[Choice]]
    address: str
    shown: Sequence[str] = ("label", "commune")


@dataclass(frozen=True)
class Picker:
    """What the macro ``picker`` shows. ``count``: how many have the ``words``."""

    name: str
    choices: Sequence[Choice]
    chosen: Sequence[str]
    words: str
    count: int
    is_short: bool
    several: bool
    source: Source

    @property
    def at_once(self) -> int:
        return AT_ONCE


def pick(name: str, source: Source, held: Collection[UUID] = (), *, several: bool = False) -> Picker:
    """``held``: what is chosen when the form opens; it comes first, with what was chosen since."""
    words = request.form.get(words_of(name), "").strip()
    proposed, count = source.find(words, FEW)
    is_short = not (several or words) and count <= FEW
    chosen = {*held, *_identifiers(request.form.getlist(name))}
    ticked = list(source.named(chosen)) if chosen else []
    known = {value for value, _ in ticked}
    if is_short:
        listed = {value for value, _ in proposed}
        choices = [choice for choice in ticked if choice[0] not in listed] + list(proposed)
    else:
        choices = ticked + [choice for choice in proposed[:AT_ONCE] if choice[0] not in known]
    return Picker(name, choices, [str(one) for one in held], words, count, is_short, several, source)


def words_of(name: str) -> str:
    """Name of the field of what is looked for."""
    return f"{name}_words"


def _identifiers(texts: Iterable[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
