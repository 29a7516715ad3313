"""Figures about people sent from one structure to another, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.reporting.domain.facts import Facts, Orientation
from services.reporting.domain.suppression import is_small, withheld_rows

WITHDRAWN = "withdrawn"
OUTCOMES = {
    "helped": "Besoin traité",
    "started": "Accompagnement ou atelier commencé",
    "under_way": "Acceptée, en cours",
    "waiting": "En attente de réponse",
    "sent_on": "Renvoyée vers une autre structure",
    "unreached": "Personne non venue ou injoignable",
    "gave_up": "Plus besoin d’aide",
    "declined": "Déclinée",
    "expired": "Restée sans réponse",
}
"""In the order of the report."""


@dataclass(frozen=True)
class Group:
    """One line of a table. ``sent`` and ``people`` are None when withheld."""

    key: str
    sent: int | None
    people: int | None


@dataclass(frozen=True)
class Orientations:
    """Those sent in the period, with what is known of them when the report is made; withdrawn ones count nowhere."""

    sent: int
    people: int
    structures: int
    accepted: int
    again: int
    """People sent more than once in the period, or who had been before."""
    outcomes: list[Group]
    receivers: list[Group]
    small_number: int

    @property
    def acceptance(self) -> float | None:
        """None when it would tell the fate of a few people."""
        return self.accepted / self.sent if self.sent and not is_small(self.people, self.small_number) else None

    @property
    def is_withheld(self) -> bool:
        return any(row.people is None for row in [*self.outcomes, *self.receivers])


def orientations(facts: Facts, begin: date, end: date) -> Orientations:
    """Of ``[begin, end)``."""
    sent = [one for one in facts.orientations if begin <= one.sent_on < end and one.ending != WITHDRAWN]
    return Orientations(
        sent=len(sent),
        people=len({one.person for one in sent}),
        structures=len({one.structure_id for one in sent}),
        accepted=sum(one.accepted for one in sent),
        again=len({one.person for one in sent if one.rank > 1}),
        outcomes=_protected(_by_outcome(sent), facts.small_number),
        receivers=_protected(_by_structure(sent, facts), facts.small_number),
        small_number=facts.small_number,
    )


def _by_outcome(sent: Iterable[Orientation]) -> list[Group]:
    groups: dict[str, list[Orientation]] = defaultdict(list)
    for one in sent:
        groups[one.ending].append(one)
    order = [*OUTCOMES, *sorted(set(groups) - set(OUTCOMES))]
    return [_group(OUTCOMES.get(key, key), groups[key]) for key in order if key in groups]


def _by_structure(sent: Iterable[Orientation], facts: Facts) -> list[Group]:
    groups = defaultdict(list)
    for one in sent:
        groups[one.structure_id].append(one)
    rows = [_group(facts.structures.get(key) or "Structure inconnue", group) for key, group in groups.items()]
    return sorted(rows, key=lambda row: (-(row.sent or 0), row.key))


def _group(key: str, sent: list[Orientation]) -> Group:
    return Group(key, len(sent), len({one.person for one in sent}))


def _protected(rows: list[Group], threshold: int) -> list[Group]:
    withheld = withheld_rows([row.people or 0 for row in rows], threshold)
    return [replace(row, sent=None, people=None) if index in withheld else row for index, row in enumerate(rows)]
