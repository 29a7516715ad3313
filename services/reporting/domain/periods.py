"""Quarters in the network's own time zone.

A quarter is half-open: its first day belongs to it, the first day of the next one does not. Instants are aware and in
UTC; a network of La Réunion closes its quarter hours before one of Martinique.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

_ORDINALS = {1: "1ᵉʳ", 2: "2ᵉ", 3: "3ᵉ", 4: "4ᵉ"}


@dataclass(frozen=True, order=True)
class Quarter:
    """Three calendar months. ``number`` goes from 1 (January to March) to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in _ORDINALS:
            raise ValueError(f"a year has no quarter {self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def at(cls, instant: datetime, zone: ZoneInfo) -> Self:
        """The quarter that it is in ``zone`` at an aware instant."""
        return cls.of(instant.astimezone(zone).date())

    @classmethod
    def parse(cls, slug: str) -> Self:
        """From ``"2026-T3"``. Raises ValueError."""
        found = re.fullmatch(r"(\d{4})-T([1-4])", slug, re.ASCII)
        if not found or int(found[1]) < 1:
            raise ValueError(f"not a quarter: {slug!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def slug(self) -> str:
        return f"{self.year:04d}-T{self.number}"

    @property
    def label(self) -> str:
        return f"{_ORDINALS[self.number]} trimestre {self.year}"

    @property
    def begin(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """First day that no longer belongs to the quarter."""
        return self.next.begin

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def next(self) -> Self:
        return self._shifted(1)

    @property
    def previous(self) -> Self:
        return self._shifted(-1)

    @property
    def same_last_year(self) -> Self:
        return self._shifted(-4)

    def begins_at(self, zone: ZoneInfo) -> datetime:
        return midnight(self.begin, zone)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        return midnight(self.end, zone)

    def due_at(self, zone: ZoneInfo, grace_days: int) -> datetime:
        """When the report is made: the grace days leave time to fill in the last attendance sheets."""
        return midnight(self.end + timedelta(days=grace_days), zone)

    def _shifted(self, quarters: int) -> Self:
        index = 4 * self.year + self.number - 1 + quarters
        return type(self)(index // 4, index % 4 + 1)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which ``day`` begins in ``zone``, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def due_quarters(*, opened_at: datetime, now: datetime, zone: ZoneInfo, grace_days: int) -> list[Quarter]:
    """Every quarter whose report is due at ``now``, oldest first; none that ended before the network was opened."""
    due = []
    quarter = Quarter.at(opened_at, zone)
    while quarter.due_at(zone, grace_days) <= now:
        due.append(quarter)
        quarter = quarter.next
    return due
