from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain.weekly_hours import CLOSED, UNSAID, Hours, Monthly, parse_hours, write_hours

DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31))
DAY_SPANS = st.sampled_from([(), ("09:00-12:00",), ("09:00-12:00", "14:00-17:30"), ("13:30-18:00",)])
HOURS = st.builds(
    Hours,
    week=st.tuples(*[DAY_SPANS] * 7).filter(any),
    public_holidays=st.sampled_from([UNSAID, CLOSED]),
    school_holidays=st.sampled_from([UNSAID, CLOSED]),
    nth_closed=st.lists(
        st.tuples(st.sampled_from([-1, 1, 2, 3, 4]), st.integers(0, 6)), max_size=2, unique=True
    ).map(tuple),
    monthly=st.lists(
        st.builds(
            Monthly,
            places=st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3, unique=True).map(tuple),
            day=st.integers(0, 6),
            spans=DAY_SPANS.filter(bool),
        ),
        max_size=2,
    ).map(tuple),
    closures=st.lists(st.tuples(DATES, DATES).map(lambda two: (min(two), max(two))), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=60)
@given(HOURS)
def test_what_is_written_is_read_again(hours):
    assert parse_hours(write_hours(hours)) == hours


def test_exceptions_are_written_as_openstreetmap_writes_them():
    week = (("09:00-12:00",),) * 5 + ((),) * 2

    text = write_hours(
        Hours(week, CLOSED, CLOSED, ((1, 1), (-1, 4)), ((date(2026, 8, 1), date(2026, 8, 15)),) )
    )  # fmt: skip

    assert text == "Mo-Fr 09:00-12:00; Tu[1] off; Fr[-1] off; 2026 Aug 01-2026 Aug 15 off; PH off; SH off"


@pytest.mark.parametrize(
    "text",
    ["Sur rendez-vous", "week 01-53/2 Mo 14:00-17:00", "PH 10:00-12:00", "PH open", "Mo 09:00-12:00; PH off; Tu 9-10",
     "2026 Feb 30 off", "Tu[1] off; Tu[1] 09:00-12:00", "PH off; Tu[1] 09:00-12:00",
     "Mo-Fr 09:00-12:00 \"sur rendez-vous\""],
)  # fmt: skip
def test_what_a_form_cannot_show_is_not_read(text):
    assert parse_hours(text) is None


def test_days_and_spans_make_a_week():
    hours = parse_hours("Mo-We,Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off")

    twice = ("09:00-12:00", "14:00-18:30")
    assert hours == Hours((twice, twice, twice, (), twice, ("08:30-12:00",), ()), public_holidays=CLOSED)


def test_a_later_rule_replaces_an_earlier_one():
    hours = parse_hours("Mo-Fr 09:00-17:00; We off")

    day = ("09:00-17:00",)
    assert hours == Hours((day, day, (), day, day, (), ()))


def test_always_open_is_seven_whole_days():
    assert parse_hours("24/7") == Hours((("00:00-24:00",),) * 7)


@given(st.text())
def test_no_text_breaks_the_reading(text):
    hours = parse_hours(text)

    assert hours is None or len(hours.week) == 7
