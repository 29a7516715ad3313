import pytest

from services.directory.domain.day_hours import opening_hours, read_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9h-12h", (("09:00", "12:00"),)),
        ("9h-12h / 13h30-17h", (("09:00", "12:00"), ("13:30", "17:00"))),
        ("08:30-12:15", (("08:30", "12:15"),)),
        ("9-12", (("09:00", "12:00"),)),
        ("9 h à 12 h 30", (("09:00", "12:30"),)),
        ("fermé", ()),
        ("-", ()),
        ("sur rendez-vous", None),
        ("17h-9h", None),
    ],
)
def test_the_hours_of_a_day_are_read_as_people_write_them(text, spans):
    assert read_spans(text) == spans


def test_days_in_a_row_with_the_same_hours_are_one_rule():
    morning, afternoon = ("09:00", "12:00"), ("14:00", "17:00")
    days = {"Mo": [morning, afternoon], "Tu": [afternoon, morning], "We": [morning, afternoon], "Sa": [morning]}

    assert opening_hours(days) == "Mo-We 09:00-12:00,14:00-17:00; Sa 09:00-12:00"
