"""What is asked of a geocoder, and how far its answer is believed."""

from dataclasses import dataclass
from typing import Protocol

from services.directory.domain.search_text import commune_key

SURE = 0.8
"""From this score on, an answer is applied alone.

The score compares the words sent with those of the address found; it says nothing about metres. With number, street,
postal code and commune right, even abbreviated or without accents, it is 0.9 and more; a number that does not exist or
a street of a similar name bring it down to 0.5–0.8, and there the person who knows the place decides. Above 0.8 a
commune of the same street name is still possible: :func:`is_sure` also wants the same commune.
"""
PRECISE = frozenset({"housenumber", "street", "locality"})
"""Kinds of answer that are a place; ``municipality`` is the middle of the commune, whatever its score."""

SHORTEST, LONGEST = 3, 200
"""Characters that the service accepts as a question."""


@dataclass(frozen=True)
class Question:
    address: str
    postcode: str
    commune: str
    commune_code: str = ""
    """INSEE code; empty when unknown."""

    @property
    def text(self) -> str:
        """One line, beginning with a letter or a digit, as the service wants it."""
        words = " ".join(f"{self.address} {self.postcode} {self.commune}".split())
        while words and not words[0].isalnum():
            words = words[1:]
        return words[:LONGEST].strip()

    @property
    def can_be_asked(self) -> bool:
        return len(self.text) >= SHORTEST


@dataclass(frozen=True)
class Found:
    """``latitude``, ``longitude``: WGS84 degrees; ``score``: from 0 to 1; ``kind``: of :data:`PRECISE` or wider."""

    latitude: float
    longitude: float
    score: float
    label: str
    postcode: str
    commune: str
    commune_code: str
    kind: str


class GeocoderUnavailable(Exception):
    """No answer now: the address is asked again later."""


class Geocoder(Protocol):
    def locate(self, question: Question) -> Found | None:
        """The best answer, None when there is none. Raises GeocoderUnavailable."""
        ...


def is_sure(question: Question, found: Found) -> bool:
    return found.score >= SURE and found.kind in PRECISE and _same_commune(question, found)


def _same_commune(question: Question, found: Found) -> bool:
    if question.commune_code and question.commune_code == found.commune_code:
        return True
    return question.postcode == found.postcode or commune_key(question.commune) == commune_key(found.commune)


def likeness(score: float) -> str:
    """The score in words."""
    if score >= SURE:
        return "Forte"
    return "Moyenne" if score >= 0.6 else "Faible"
