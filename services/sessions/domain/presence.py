"""Attendance of one person at one meeting, and the presence rate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Mark(StrEnum):
    """In the order in which one tap on the attendance screen goes through them."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def came(self) -> bool:
        return self in (Mark.PRESENT, Mark.LATE)


@dataclass(frozen=True)
class Presence:
    """Counts of one or several meetings. People who walked in are apart: they came, but nobody expected them."""

    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0
    walk_ins: int = 0

    @classmethod
    def of(cls, marks: Iterable[tuple[Mark, bool]]) -> Self:
        """From pairs of a mark and whether the person walked in without enrolment."""
        marks = list(marks)
        counts = Counter(mark for mark, is_walk_in in marks if not is_walk_in)
        return cls(
            present=counts[Mark.PRESENT],
            late=counts[Mark.LATE],
            excused=counts[Mark.EXCUSED],
            absent=counts[Mark.ABSENT],
            walk_ins=sum(is_walk_in and mark.came for mark, is_walk_in in marks),
        )

    @property
    def expected(self) -> int:
        """Enrolled people whose mark is known; the excused were expected too."""
        return self.present + self.late + self.excused + self.absent

    @property
    def came(self) -> int:
        return self.present + self.late + self.walk_ins

    @property
    def rate(self) -> float | None:
        """(present + late) / expected, or None when nobody was expected."""
        return (self.present + self.late) / self.expected if self.expected else None

    def __add__(self, other: "Presence") -> "Presence":
        return Presence(
            present=self.present + other.present,
            late=self.late + other.late,
            excused=self.excused + other.excused,
            absent=self.absent + other.absent,
            walk_ins=self.walk_ins + other.walk_ins,
        )
