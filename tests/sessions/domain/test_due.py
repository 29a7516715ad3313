from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.due import DueState, add_months, days_late, due_state

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_the_due_day_itself_is_not_late():
    assert due_state(date(2026, 3, 3), today=date(2026, 3, 3)) == DueState.SOON


def test_the_day_after_is_late():
    assert due_state(date(2026, 3, 3), today=date(2026, 3, 4)) == DueState.LATE


def test_this_week_is_today_and_the_six_following_days():
    states = [due_state(date(2026, 3, 3) + timedelta(days=n), today=date(2026, 3, 3)) for n in (0, 6, 7)]

    assert states == [DueState.SOON, DueState.SOON, DueState.LATER]


@given(days, days)
def test_an_ended_loan_is_never_late(due_on, today):
    assert due_state(due_on, today=today, ended=True) == DueState.ENDED


@given(days, days)
def test_late_means_at_least_one_day(due_on, today):
    assert (due_state(due_on, today=today) == DueState.LATE) == (days_late(due_on, today=today) > 0)


def test_three_months_after_the_thirtieth_of_november_is_the_end_of_february():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


@given(days, st.integers(1, 24))
def test_months_are_counted_in_months(day, months):
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
