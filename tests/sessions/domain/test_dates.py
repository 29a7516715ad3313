from datetime import UTC, date, datetime, time
from itertools import pairwise

from dateutil.easter import easter as reference_easter
from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.dates import instant, local, weekly_dates
from services.sessions.domain.holidays import easter, is_public_holiday, public_holidays

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
counts = st.integers(1, 60)


@given(days, counts)
def test_a_series_has_as_many_dates_as_asked_one_a_week(first_on, count):
    dates = weekly_dates(first_on, count, skip_holidays=False)

    assert len(dates) == count
    assert dates[0] == first_on
    assert {(later - earlier).days for earlier, later in pairwise(dates)} <= {7}


@given(days, counts)
def test_skipping_holidays_keeps_number_weekday_and_order(first_on, count):
    dates = weekly_dates(first_on, count, skip_holidays=True)

    assert len(dates) == count
    assert dates == sorted(set(dates))
    assert {day.weekday() for day in dates} == {first_on.weekday()}
    assert not any(map(is_public_holiday, dates))


def test_a_week_with_a_public_holiday_is_made_up_for_at_the_end():
    dates = weekly_dates(date(2026, 10, 28), 3, skip_holidays=True)

    assert dates == [date(2026, 10, 28), date(2026, 11, 4), date(2026, 11, 18)]


@given(st.integers(1600, 2300))
def test_easter_is_where_another_reckoning_puts_it(year):
    assert easter(year) == reference_easter(year)


def test_a_year_has_eleven_public_holidays():
    holidays = public_holidays(2026)

    assert len(holidays) == 11
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 14)} <= holidays


def test_two_o_clock_in_reunion_is_not_two_o_clock_in_paris():
    assert instant(date(2026, 1, 6), time(14), "Europe/Paris") == datetime(2026, 1, 6, 13, tzinfo=UTC)
    assert instant(date(2026, 1, 6), time(14), "Indian/Reunion") == datetime(2026, 1, 6, 10, tzinfo=UTC)


@given(days, st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne"]))
def test_an_afternoon_meeting_keeps_its_hour_across_the_change_of_clocks(day, zone):
    assert local(instant(day, time(14), zone), zone).time() == time(14)
