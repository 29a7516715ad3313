import pytest

from services.directory.domain.osm_in_french import osm_in_french


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("Tu[1,3] 14:00-17:00", "Le premier et le troisième mardi du mois, 14 h – 17 h"),
        ("Sa[-1] 09:30-12:00", "Le dernier samedi du mois, 9 h 30 – 12 h"),
        ("week 01-53/2 Mo 14:00-17:00", "Semaines impaires, lundi 14 h – 17 h"),
        ("week 02-52/2 Tu,Th 09:00-12:00", "Semaines paires, mardi, jeudi 9 h – 12 h"),
        (
            "Apr-Oct Mo 09:00-12:00; Nov-Mar Mo off",
            "D’avril à octobre, lundi 9 h – 12 h\nDe novembre à mars, lundi fermé",
        ),
        ("Jul 01-Aug 31 Mo-Fr 09:00-12:00", "Du 1er juillet au 31 août, du lundi au vendredi 9 h – 12 h"),
        ("Jul 1-15 off; Dec 25 off", "Du 1er juillet au 15 juillet, fermé\nLe 25 décembre, fermé"),
        ("2026 Aug 03-2026 Aug 14 off", "Du 3 août 2026 au 14 août 2026, fermé"),
        ('Mo-Fr 09:00-12:00 open "sur rendez-vous"', "Du lundi au vendredi 9 h – 12 h (sur rendez-vous)"),
        ('Mo 09:00-12:00 || "sur rendez-vous"', "Lundi 9 h – 12 h\nSinon (sur rendez-vous)"),
        ("Fr 20:00-26:00", "Vendredi 20 h – 2 h"),
        ("Mo 09:00+", "Lundi à partir de 9 h"),
        ("24/7; PH off", "Tous les jours, jour et nuit\nFermé les jours fériés"),
        (
            "week 02-52/2 Mo 09:00-12:00; SH off",
            "Semaines paires, lundi 9 h – 12 h\nFermé pendant les vacances scolaires",
        ),
        ("SH Mo-Fr 09:00-12:00", "Vacances scolaires du lundi au vendredi 9 h – 12 h"),
    ],
)
def test_the_notation_of_openstreetmap_is_said_in_french(text, french):
    assert osm_in_french(text) == french


@pytest.mark.parametrize("text", ["", "sur rendez-vous", "sunrise-sunset", "week 10 Mo 09:00-10:00", "Lundi 9h-12h"])
def test_what_has_an_unknown_sign_is_left_as_it_is(text):
    assert osm_in_french(text) is None
