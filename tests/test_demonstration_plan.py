"""The demonstration's plan gives the figures that its report must show."""

from datetime import date

import pytest

from services.standalone.demo import figures
from services.standalone.demo.report import one_for_each_role
from shared.roles import Role


def came(marks: list[list[str]]) -> int:
    return sum(mark in ("present", "late") for meeting in marks for mark in meeting)


def test_the_course_has_a_presence_of_88_percent():
    marks = figures.marks(figures.COURSE_PEOPLE, figures.COURSE_DATES, figures.COURSE_PRESENT)

    assert came(marks) == figures.COURSE_PRESENT
    assert round(100 * came(marks) / (figures.COURSE_PEOPLE * figures.COURSE_DATES)) == 88


def test_scores_go_from_8_74_to_17_25():
    assert round(sum(figures.BEFORE) / len(figures.BEFORE), 2) == 8.74
    assert sum(figures.AFTER) / len(figures.AFTER) == 17.25


def test_the_quarter_holds_a_quarter_of_the_year():
    professionals = figures.FORMATIONS + figures.EXCHANGES + figures.WEBINARS

    assert figures.COURSE_DATES + sum(dates for _, dates in figures.OTHER_SERIES) == 264 // 4
    assert figures.COURSE_PEOPLE + sum(people for people, _ in figures.OTHER_SERIES) == round(394 / 4 + 0.5)
    assert sum(came for _, came in figures.FORMATIONS) == 268 // 4
    expected = 192 + 408 + sum(enrolled for enrolled, _ in professionals)
    present = figures.COURSE_PRESENT + figures.OTHER_PRESENT + sum(came for _, came in professionals)
    assert round(100 * present / expected) == 88


@pytest.mark.parametrize("people, meetings", [(16, 12), (8, 5), (7, 4), (1, 1)])
def test_nobody_misses_every_meeting_of_a_series(people, meetings):
    marks = figures.marks(people, meetings, round(people * meetings * 0.88))

    assert all(any(m[i] in ("present", "late") for m in marks) for i in range(people))


@pytest.mark.parametrize(
    "today, begin", [(date(2026, 11, 22), date(2026, 7, 1)), (date(2027, 1, 1), date(2026, 10, 1))]
)
def test_the_last_full_quarter(today, begin):
    assert figures.last_full_quarter(today).begin == begin


def test_the_welcome_writes_to_the_present_address_of_who_has_changed_it():
    members = [
        {"display_name": "Ana Autre", "email": "ana@exemple.fr", "roles": ["administrator"]},
        {"display_name": "Claire Fontanel", "email": "claire@agglo.fr", "roles": ["administrator", "animator"]},
    ]

    assert one_for_each_role(members) == {Role.ADMINISTRATOR: "claire@agglo.fr", Role.ANIMATOR: "claire@agglo.fr"}
