"""Figures about workshops: how many, for whom, who came."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.reporting.domain.facts import Enrolment, Facts, Workshop
from services.reporting.domain.suppression import is_small, withheld_rows

KINDS = ("atelier", "permanence", "formation", "webinaire", "temps_echange", "conference")
"""In the order of the report."""


@dataclass(frozen=True)
class Audience:
    """One line of a table of workshops. ``people`` and ``participations`` are None when withheld."""

    key: str
    held: int
    structures: int
    people: int | None
    participations: int | None


@dataclass(frozen=True)
class Presence:
    """Present or late over expected; excused people were expected, walk-ins were not."""

    came: int
    expected: int

    @property
    def rate(self) -> float | None:
        return self.came / self.expected if self.expected else None


@dataclass(frozen=True)
class Week:
    """Participations of one week of the period, by kind; ``begin`` is a Monday or the first day of the period."""

    begin: date
    participations: dict[str, int]


@dataclass(frozen=True)
class Series:
    """One series of several dates, with at least one in the period.

    Known and new people are None when one of them is small.
    """

    title: str
    kind: str
    first_day: date
    last_day: date
    held: int
    enrolled: int
    known: int | None
    new: int | None
    presence: Presence


@dataclass(frozen=True)
class Activity:
    total: Audience
    kinds: list[Audience]
    structures: list[Audience]
    weeks: list[Week]
    presence: Presence
    series: list[Series]
    without_attendance: int
    """Meetings of the period that were not cancelled and whose attendance nobody has filled in."""
    anonymous: int
    """Participations without a person's pseudonym; they do not count in ``people``."""


def activity(facts: Facts, begin: date, end: date) -> Activity:
    """The workshops of ``[begin, end)``."""
    dated = [workshop for workshop in facts.workshops if begin <= workshop.day < end]
    held = [workshop for workshop in dated if workshop.is_held]
    return Activity(
        total=_audience("total", held),
        kinds=_protected(_by_kind(held), facts.small_number),
        structures=_protected(_by_structure(held, facts.structures), facts.small_number),
        weeks=_weeks(held, begin, end),
        presence=presence(held),
        series=_series(facts, held, end),
        without_attendance=sum(not w.has_attendance and w.status != "cancelled" for w in dated),
        anonymous=sum(max(w.participations - len(w.people), 0) for w in held),
    )


def presence(workshops: Iterable[Workshop]) -> Presence:
    held = list(workshops)
    return Presence(came=sum(w.expected_who_came for w in held), expected=sum(w.expected for w in held))


def _audience(key: str, workshops: Sequence[Workshop]) -> Audience:
    return Audience(
        key=key,
        held=len(workshops),
        structures=len({w.structure_id for w in workshops if w.structure_id}),
        people=len(frozenset[str]().union(*(w.people for w in workshops))),
        participations=sum(w.participations for w in workshops),
    )


def _by_kind(held: Sequence[Workshop]) -> list[Audience]:
    groups = _grouped(held, lambda workshop: workshop.kind)
    order = [*KINDS, *sorted(set(groups) - set(KINDS))]
    return [_audience(kind, groups[kind]) for kind in order if kind in groups]


def _by_structure(held: Sequence[Workshop], labels: dict[UUID, str]) -> list[Audience]:
    placed = [workshop for workshop in held if workshop.structure_id]
    groups = _grouped(placed, lambda workshop: workshop.structure_id)
    rows = [_audience(labels.get(key, "Structure inconnue"), group) for key, group in groups.items()]
    return sorted(rows, key=lambda row: (-(row.participations or 0), row.key))


def _protected(rows: list[Audience], threshold: int) -> list[Audience]:
    withheld = withheld_rows([row.people or 0 for row in rows], threshold)
    return [
        replace(row, people=None, participations=None) if index in withheld else row for index, row in enumerate(rows)
    ]


def _weeks(held: Sequence[Workshop], begin: date, end: date) -> list[Week]:
    weeks = []
    while begin < end:
        after = min(begin + timedelta(days=7 - begin.weekday()), end)
        counts: dict[str, int] = defaultdict(int)
        for workshop in held:
            if begin <= workshop.day < after:
                counts[workshop.kind] += workshop.participations
        weeks.append(Week(begin, dict(counts)))
        begin = after
    return weeks


def _series(facts: Facts, held: Sequence[Workshop], end: date) -> list[Series]:
    """A series has several dates and enrolled people; a single conference or training is none."""
    dates = Counter(workshop.series_id for workshop in facts.workshops if workshop.status != "cancelled")
    enrolled = _grouped([e for e in facts.enrolments if e.stands_before(end)], lambda enrolment: enrolment.series_id)
    groups = _grouped(held, lambda workshop: workshop.series_id)
    several = {key: group for key, group in groups.items() if key in enrolled and dates[key] > 1}
    rows = [_one_series(group, enrolled[key], facts.small_number) for key, group in several.items()]
    return sorted(rows, key=lambda row: (row.first_day, row.title))


def _one_series(held: list[Workshop], enrolments: list[Enrolment], threshold: int) -> Series:
    held = sorted(held, key=lambda workshop: (workshop.day, workshop.id))
    everyone = {enrolment.person for enrolment in enrolments}
    known = {enrolment.person for enrolment in enrolments if enrolment.known_before}
    small = is_small(len(known), threshold) or is_small(len(everyone - known), threshold)
    return Series(
        title=held[-1].title,
        kind=held[-1].kind,
        first_day=held[0].day,
        last_day=held[-1].day,
        held=len(held),
        enrolled=len(everyone),
        known=None if small else len(known),
        new=None if small else len(everyone - known),
        presence=presence(held),
    )


def _grouped(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)
