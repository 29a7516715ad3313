"""How long a name is kept, counted in months of the calendar."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.retention import SOON, Period

PARIS = ZoneInfo("Europe/Paris")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MONTHS = st.integers(1, 24)


@pytest.mark.parametrize(
    ("last_contact", "months", "due"),
    [
        (date(2024, 3, 31), 24, date(2026, 3, 31)),
        (date(2024, 2, 29), 24, date(2026, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
    ],
)
def test_the_day_on_which_a_turn_comes(last_contact, months, due):
    assert Period(date(2026, 1, 1), months, PARIS).due_on(last_contact) == due


@given(DAYS, MONTHS)
def test_the_turn_comes_on_the_day_that_was_announced_and_not_before(last_contact, months):
    due = Period(last_contact, months, PARIS).due_on(last_contact)

    assert last_contact <= Period(due, months, PARIS).limit
    assert last_contact > Period(due - timedelta(days=1), months, PARIS).limit


@given(DAYS, MONTHS)
def test_what_is_near_is_past_the_limit_thirty_days_later(today, months):
    now, later = Period(today, months, PARIS), Period(today + SOON, months, PARIS)

    assert now.next_limit == later.limit >= now.limit
