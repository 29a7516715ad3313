"""One field written alike in many records: what is added to what they say, taken away from it or put in its place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from services.directory.domain.national_columns import Kind, NationalField
from services.directory.domain.national_schema import Value
from services.directory.domain.network_columns import EVERY_COLUMN
from services.directory.domain.typologies import TYPOLOGIES

ADD, REMOVE, SET = "add", "remove", "set"
HOWS = {ADD: "ajouter", REMOVE: "retirer", SET: "remplacer par"}
YES, NO = "true", "false"

FIELDS = {
    column.attribute: column
    for column in EVERY_COLUMN
    if column.kind in {Kind.CHOICES, Kind.YES_NO} or column.attribute == "typologies"
}
"""By attribute, those whose values are all known beforehand."""


def choices_of(column: NationalField) -> dict[str, str]:
    """Stored value → words. Of a question answered by yes or no: :data:`YES` and :data:`NO`."""
    if column.kind is Kind.YES_NO:
        return {YES: "oui", NO: "non"}
    if column.attribute == "typologies":
        return TYPOLOGIES
    return {column.codes.get(said, said): said for said in column.choices}


@dataclass(frozen=True)
class Completion:
    """``how``: one of :data:`HOWS`; ``values``: keys of :func:`choices_of`."""

    attribute: str
    how: str
    values: tuple[str, ...]

    @property
    def column(self) -> NationalField:
        return FIELDS[self.attribute]

    @property
    def in_words(self) -> str:
        """« Services : ajouter Aide aux démarches administratives »."""
        said = ", ".join(choices_of(self.column)[value] for value in self.values)
        how = "" if self.column.kind is Kind.YES_NO else f"{HOWS[self.how]} "
        return f"{self.column.label} : {how}{said}"

    def faults(self) -> dict[str, list[str]]:
        """French sentences by attribute of this class. Nothing is emptied for want of an answer."""
        known = choices_of(self.column)
        strangers = [value for value in self.values if value not in known]
        if strangers:
            told = ", ".join(f"« {value} »" for value in strangers)
            return {"values": [f"{told} : cette valeur n’est pas dans la liste de « {self.column.label} »."]}
        if not self.values:
            return {"values": ["Choisissez au moins une valeur."]}
        if self.column.kind is Kind.YES_NO and len(self.values) > 1:
            return {"values": ["Choisissez oui ou non."]}
        return {}

    def completed(self, old: Value) -> Value:
        """What a record says afterwards; ``old`` itself when that is the same. Values keep the order that they had."""
        if self.column.kind is Kind.YES_NO:
            return self.values == (YES,)
        kept = old if isinstance(old, tuple) else ()
        if self.how == REMOVE:
            return tuple(value for value in kept if value not in self.values)
        if self.how == ADD:
            return (*kept, *(value for value in self._ordered if value not in kept))
        return kept if set(kept) == set(self.values) else self._ordered

    @property
    def _ordered(self) -> tuple[str, ...]:
        """As the list has them, whichever way they were sent; kinds of structure as typed: the first is shown first."""
        if self.attribute == "typologies":
            return tuple(dict.fromkeys(self.values))
        return tuple(value for value in choices_of(self.column) if value in self.values)

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> "Completion":
        return cls(plain["attribute"], plain["how"], tuple(plain["values"]))
