"""How the columns of somebody's table become those of the national schema."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from services.directory.domain import imported_referents, whole_addresses
from services.directory.domain.day_hours import DAY_LABELS, DAYS, HALVES
from services.directory.domain.national_columns import REQUIRED
from services.directory.domain.network_columns import EVERY_BY_NAME, YES_NO
from services.directory.domain.terms import ANY_LIST, LIST_OF, LISTS

HOURS = {
    f"horaires:{day}{':' + half if half else ''}": f"{label.capitalize()}{said}"
    for day, label in zip(DAYS, DAY_LABELS, strict=True)
    for half, said in HALVES.items()
}
"""Targets of a column that holds the hours of one day or half-day, with their labels."""
WITH_TERMS = frozenset({*LISTS, *YES_NO, ANY_LIST, "typologie"})
"""Targets whose values are put in correspondence one by one."""
TARGETS = frozenset({*EVERY_BY_NAME, *HOURS, *WITH_TERMS, *whole_addresses.TARGETS, *imported_referents.TARGETS})
AUTO = "auto"
SEPARATORS = {
    "auto": "à reconnaître",
    "|": "|",
    ";": ";",
    ",": ",",
    "/": "/",
    "\n": "retour à la ligne",
    "none": "aucun",
}
DEFAULTS = ("pivot", "date_maj", "commune", "code_postal", "source", "typologie", "services", *YES_NO)
"""Columns that may take one value for every line whose cell is empty."""
MADE_UP = ("id",)
"""Required columns that are made of others when the table lacks them."""


@dataclass(frozen=True)
class TableMapping:
    """``columns``: heading to target, the headings without target are not read. ``terms``: by heading, a value as it
    stands in the file to a term, empty to leave it aside. ``separators`` by heading; ``defaults`` by column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**{name: plain.get(name) or {} for name in ("columns", "terms", "separators", "defaults")})

    def dump(self) -> dict[str, Any]:
        return {
            "columns": {heading: target for heading, target in self.columns.items() if target},
            "terms": {heading: dict(terms) for heading, terms in self.terms.items()},
            "separators": dict(self.separators),
            "defaults": {name: text for name, text in self.defaults.items() if text},
        }

    @property
    def reads(self) -> set[str]:
        """Columns that it fills, whether from the table or with one value. Of a column of boxes to tick,
        the lists of its terms: a list of which nothing is said stays as the directory has it."""
        filled = {name for name, text in self.defaults.items() if text}
        for heading, target in self.columns.items():
            if target == ANY_LIST:
                filled |= {LIST_OF[term] for term in self.terms.get(heading, {}).values() if term in LIST_OF}
            elif target:
                filled.update(whole_addresses.FILLS.get(target, (target.split(":")[0],)))
        return filled | set(MADE_UP)

    @property
    def missing(self) -> list[str]:
        """Required columns that nothing fills."""
        return [name for name in REQUIRED if name not in self.reads]

    @property
    def columns_with_terms(self) -> list[str]:
        return [heading for heading, target in self.columns.items() if target in WITH_TERMS]


Asked = Callable[[str], bool]


def split(text: str, separator: str, is_known: Asked, is_likely: Asked | None = None) -> list[str]:
    """The values of one cell. ``auto``: slashes and commas part values only where that yields known or likely ones,
    since they stand inside values too (« Familles/enfants »)."""
    if separator == "none":
        return _trimmed([text])
    if separator != AUTO:
        return _trimmed(text.split(separator))
    parts: list[str] = []
    for part in _trimmed(re.split(r"[|;\n]", text)):
        parts += _split_weakly(part, is_known, is_likely or is_known)
    return parts


def _split_weakly(text: str, is_known: Asked, is_likely: Asked) -> list[str]:
    if is_known(text):
        return [text]
    for pattern in (r"\s+/\s+", r"\s+/|/\s+", r"/", r","):
        parts = _trimmed(re.split(pattern, text))
        if len(parts) < 2:
            continue
        inner = [one for part in parts for one in _split_weakly(part, is_known, is_likely)]
        if 2 * sum(is_known(one) or is_likely(one) for one in inner) >= len(inner):
            return inner
    return [text]


def _trimmed(parts: Iterable[str]) -> list[str]:
    return [kept for part in parts if (kept := " ".join(part.split()).strip(".,;/ "))]


_JOINS = {"adresse": " ", "complement_adresse": " ", "presentation_detail": "\n", "reseau_partage": "\n", "nom": " – "}


def joined(name: str, texts: Sequence[str]) -> str:
    """Several columns of the table for one of the schema: put together where that has a sense, otherwise the first."""
    kept = list(dict.fromkeys(text for text in texts if text))
    if len(kept) < 2:
        return kept[0] if kept else ""
    if EVERY_BY_NAME[name].is_plural:
        return "|".join(kept)
    return _JOINS[name].join(kept) if name in _JOINS else kept[0]
