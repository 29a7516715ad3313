import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.opening_hours import parse_week


def test_days_and_spans_make_a_week():
    week = parse_week("Mo-We,Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off")

    morning_and_afternoon = ("09:00-12:00", "14:00-18:30")
    assert week == (
        morning_and_afternoon, morning_and_afternoon, morning_and_afternoon, (), morning_and_afternoon,
        ("08:30-12:00",), (),
    )  # fmt: skip


def test_a_later_rule_replaces_an_earlier_one():
    week = parse_week("Mo-Fr 09:00-17:00; We off")

    assert week is not None
    assert week[1] == ("09:00-17:00",)
    assert week[2] == ()


def test_always_open_is_seven_whole_days():
    assert parse_week("24/7") == (("00:00-24:00",),) * 7


@pytest.mark.parametrize(
    "text", ["", "Lundi au vendredi", "Tu[1] 09:00-12:00", "week 01-53/2 Mo 14:00-17:00", "Mo 9h-12h", "Mo"]
)
def test_what_a_week_cannot_show_gives_no_week(text):
    assert parse_week(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text):
    week = parse_week(text)

    assert week is None or len(week) == 7
