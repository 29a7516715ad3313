import pytest

from services.directory.domain.hours_in_words import hours_in_words
from services.directory.domain.weekly_hours import parse_hours


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:30", "du lundi au vendredi 9 h – 12 h et 14 h – 17 h 30"),
        ("Mo,Tu 08:05-12:00; Sa 10:00-24:00", "lundi et mardi 8 h 05 – 12 h, samedi 10 h – 24 h"),
        ("Mo-We,Fr 09:00-12:00; PH off", "du lundi au mercredi et vendredi 9 h – 12 h, fermé les jours fériés"),
        ("Tu[1,-1] 14:00-17:00", "le premier et le dernier mardi du mois 14 h – 17 h"),
        ("Fr 20:00-24:00; Sa[5] 20:00-24:00", "vendredi 20 h – 24 h, le cinquième samedi du mois 20 h – 24 h"),
    ],
)
def test_hours_are_said_in_a_sentence(hours, words):
    assert hours_in_words(parse_hours(hours)) == words
