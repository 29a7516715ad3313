"""The demonstration's plan: how many, when, and with which results.

A quarter of a network's year (264 workshops and 394 people a year, 35 trainings with 268 participants, 7 exchanges
with 76, 7 webinars with 133) and one course of 12 meetings with 16 people: presence 88 %, skills from 8,74 to 17,25 out
of 20, one gift of 7 900 € for 15 tablets, 20 SIM cards, 40 recharges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

COURSE_PEOPLE, COURSE_DATES, COURSE_PRESENT = 16, 12, 169
KNOWN_BEFORE = 9

BEFORE = (6.5, 7.0, 7.5, 8.0, 8.0, 8.5, 8.5, 8.8, 9.0, 9.0, 9.0, 9.5, 9.5, 10.0, 10.5, 10.5)
AFTER = (15.5, 16.0, 16.0, 16.5, 16.5, 17.0, 17.0, 17.0, 17.5, 17.5, 17.5, 18.0, 18.0, 18.5, 18.5, 19.0)

OTHER_SERIES: tuple[tuple[int, int], ...] = (*[(8, 5)] * 6, *[(7, 5)] * 4, (7, 4))
"""``(people, meetings)`` of the other series: 54 meetings, 83 people, 408 expected, of whom 359 come."""
OTHER_PRESENT = 359

FORMATIONS = ((8, 7),) * 5 + ((9, 8),) * 4
EXCHANGES = ((10, 9), (12, 10))
WEBINARS = ((18, 16), (19, 17))
"""``(enrolled, came)`` of each: 67, 19 and 33 participants; 647 present of 735 expected in all, 88 %."""

GIFT_CENTS = 790_000
TABLETS, SIM_CARDS, RECHARGES = 15, 20, 40


@dataclass(frozen=True)
class Quarter:
    """``begin`` and ``end`` are days; ``end`` is the first day of the next quarter."""

    begin: date
    end: date


def last_full_quarter(today: date) -> Quarter:
    end = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    begin = date(end.year - 1, 10, 1) if end.month == 1 else date(end.year, end.month - 3, 1)
    return Quarter(begin, end)


def first_weekday(after: date, weekday: int) -> date:
    """``weekday``: Monday is 0."""
    return after + timedelta(days=(weekday - after.weekday()) % 7)


def marks(people: int, meetings: int, present: int) -> list[list[str]]:
    """For each meeting, the mark of each person; ``present`` in all, the others spread and explained."""
    missing = people * meetings - present
    spread: set[int] = set()
    for number in range(missing):
        # One step aside each time: nobody misses every meeting.
        cell = (number * people * meetings // missing + number) % (people * meetings)
        while cell in spread:
            cell = (cell + 1) % (people * meetings)
        spread.add(cell)
    why = cycle(["absent", "excused", "absent"])
    cells = [next(why) if i in spread else ("late" if i % 17 == 3 else "present") for i in range(people * meetings)]
    return [cells[m * people : (m + 1) * people] for m in range(meetings)]


def shares(total: int, weights: list[int]) -> list[int]:
    """``total`` shared in proportion to the weights, without losing one."""
    done, parts = 0, []
    for index in range(len(weights)):
        upto = round(total * sum(weights[: index + 1]) / sum(weights))
        parts.append(upto - done)
        done = upto
    return parts


def iccids(count: int) -> Iterator[str]:
    """Numbers of SIM cards, with their Luhn key (ITU-T E.118)."""
    from stdnum import luhn

    for serial in range(1, count + 1):
        body = f"893301{serial:012d}"
        yield body + luhn.calc_check_digit(body)
