from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain.freshness import Freshness, freshness_of, months_before, span_of

TODAY = date(2026, 8, 31)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("updated_on", "state"),
    [
        (date(2026, 8, 31), "fresh"),
        (date(2026, 3, 1), "fresh"),
        (date(2026, 2, 28), "watch"),
        (date(2025, 9, 1), "watch"),
        (date(2025, 8, 31), "check"),
        (date(2025, 2, 28), "check"),
        (date(2025, 2, 27), "refresh"),
        (None, "refresh"),
    ],
)
def test_a_record_ages_by_months_of_the_calendar(updated_on, state):
    assert freshness_of(updated_on, TODAY) == state


@settings(max_examples=60)
@given(updated_on=DAYS, today=DAYS)
def test_a_day_has_the_state_in_whose_span_it_lies(updated_on, today):
    since, before = span_of(freshness_of(updated_on, today), today)

    assert since <= updated_on
    assert before is None or updated_on < before


@settings(max_examples=60)
@given(day=DAYS, months=st.integers(0, 40))
def test_months_go_back_by_the_calendar(day, months):
    earlier = months_before(day, months)

    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier.day < day.day and months_before(day, 0) == day)


def test_every_state_is_said_in_words():
    assert [state.label for state in Freshness] == ["À jour", "À surveiller", "À vérifier", "À actualiser"]
