import pytest

from services.directory.domain.day_hours import DayHours, opening_hours, read_day
from services.directory.opening import is_readable


def week(**cells: str) -> str:
    """``Mo="9h-12h"``, ``Mo_pm="sur RDV"``: one cell each, in the order of the columns."""
    days: dict[str, DayHours] = {}
    for name, text in cells.items():
        day, _, rest = name.partition("_")
        days.setdefault(day, DayHours()).add(read_day(text), rest if rest in ("am", "pm") else "")
    return opening_hours(days)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("9h-12h", "09:00-12:00"),
        ("9h-12h / 13h30-17h", "09:00-12:00,13:30-17:00"),
        ("9H00 à 12H00 et 13H30 à 17H", "09:00-12:00,13:30-17:00"),
        ("08:30-12:30 13:30-17:00", "08:30-12:30,13:30-17:00"),
        ("8h30/12h30-13h30/17h", "08:30-12:30,13:30-17:00"),
        ("9h - 12h\n14h - 17h30", "09:00-12:00,14:00-17:30"),
        ("9-12 14-17", "09:00-12:00,14:00-17:00"),
        ("9.30-12.00", "09:30-12:00"),
        ("9 h à 12 h 30", "09:00-12:30"),
        ("9h12h", "09:00-12:00"),
        ("9h à midi", "09:00-12:00"),
        ("10h - 18h non stop", "10:00-18:00"),
        ("fermé", ""),
        ("Fermé au public", ""),
        ("-", ""),
    ],
)
def test_the_hours_of_a_day_are_read_as_people_write_them(text, rule):
    assert week(Mo=text) == (f"Mo {rule}" if rule else "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("9h-12h sur RDV", '09:00-12:00 "sur rendez-vous"'),
        ("9h00-12h00 (sauf vacances)", '09:00-12:00 "sauf vacances"'),
        ("9h-12h (fermé le 1er lundi du mois)", '09:00-12:00 "fermé le 1er lundi du mois"'),
        ("9h-12h et l’après-midi sur RDV", '09:00-12:00 "et l’après-midi sur rendez-vous"'),
        ("sur RDV", '"sur rendez-vous"'),
        ("semaines paires", '"semaines paires"'),
        ("matin", '"matin"'),
        ("à partir de 14h", '"à partir de 14h"'),
        ("Ferme à 17h", '"Ferme à 17h"'),
        ("17h-9h", '"17h-9h"'),
        ("x", '"ouvert"'),
        ('le "soir"', '"le ’soir’"'),
    ],
)
def test_words_beside_the_hours_or_in_their_place_stay_with_the_day(text, rule):
    assert week(Mo=text) == f"Mo {rule}"
    assert is_readable(week(Mo=text))


def test_days_in_a_row_with_the_same_hours_are_one_rule():
    both = "9h-12h et 14h-17h"

    assert week(Mo=both, Tu="14h-17h 9h-12h", We=both, Sa="9h-12h") == ("Mo-We 09:00-12:00,14:00-17:00; Sa 09:00-12:00")


def test_half_days_add_up_and_their_words_say_which_half():
    assert week(Mo_am="9h-12h", Mo_pm="14h-17h", Tu_am="9h-12h", Tu_pm="sur RDV") == (
        'Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00 "après-midi : sur rendez-vous"'
    )


def test_columns_of_beginnings_and_ends_make_spans():
    assert week(Mo_1="9h", Mo_2="12:00", Mo_3="14:00:00", Mo_4="17h30") == "Mo 09:00-12:00,14:00-17:30"
    assert week(Mo_1="9h") == 'Mo "09:00"'
