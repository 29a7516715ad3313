from datetime import date, timedelta

import pytest

from services.directory.domain import closing

DAY = date(2026, 12, 27)


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (30, [], []),
        (8, [], []),
        (7, [], ["week"]),
        (7, ["week"], []),
        (3, [], ["week"]),
        (1, ["week"], ["day"]),
        (1, [], ["week", "day"]),
        (0, [], []),
    ],
)
def test_a_notice_is_due_once_and_not_too_late(left, told, due):
    assert closing.due_notices(DAY, DAY - timedelta(days=left), told) == due


@pytest.mark.parametrize("typed", ["Réseau de l’Aube", " réseau de  l'aube "])
def test_the_name_is_recognised_however_it_is_typed(typed):
    assert closing.is_same_name(typed, "Réseau de l’Aube")
    assert not closing.is_same_name(typed, "Réseau de l’Aude")


def test_days_are_said_in_french():
    assert closing.in_words(date(2027, 8, 1)) == "1er août 2027"
    assert closing.left_in_words(DAY, date(2026, 12, 26)) == "Demain"
