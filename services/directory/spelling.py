"""Words as they are looked for: without plural, and with the typing errors that people make."""

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.directory.domain.search_text import beginnings, stem

SHORTEST = 4
"""Letters: in shorter words one error makes any word of any other."""
MOST = 6
"""Known words that one typed word may stand for."""


def meant(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """The known words that ``word`` may be, nearest first: itself (or its beginning), or within one error or two.

    ``known``: in alphabetical order.

    Errors are letters added, dropped, changed or swapped (optimal string alignment); the second one is allowed
    from eight letters on. Figures are never corrected.
    """
    roots = beginnings(word)
    if any(_begins_one(root.strip(), known) for root in roots):
        return roots
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return ()
    most = 1 if len(word) < 2 * SHORTEST else 2
    long = [one for one in known if len(one) >= SHORTEST - 1]
    return alike(word, long, most=most) or _beginnings(stem(word), long, most)


def _begins_one(root: str, known: Sequence[str]) -> bool:
    place = bisect_left(known, root)
    return place < len(known) and known[place].startswith(root)


def alike(text: str, known: Sequence[str], *, most: int = 2) -> tuple[str, ...]:
    """The known texts within ``most`` errors of ``text``, nearest first."""
    return tuple(one for one, _, _ in process.extract(text, known, scorer=OSA.distance, score_cutoff=most, limit=MOST))


def _beginnings(root: str, known: Sequence[str], most: int) -> tuple[str, ...]:
    """« mediathq » may be the beginning of a misspelt « médiathèque »."""
    starts = {one[: len(root)] for one in known if len(one) > len(root)}
    near = process.extract(root, list(starts), scorer=OSA.distance, score_cutoff=most, limit=MOST)
    return tuple(one for one, _, _ in near)
