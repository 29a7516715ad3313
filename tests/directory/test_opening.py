from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.directory.opening import Opening, Place, Timetables, is_readable, opening_at
from services.directory.pages.opening_words import words_of

PARIS = ZoneInfo("Europe/Paris")
MARNE, MOSELLE, REUNION = Place(PARIS, "51"), Place(PARIS, "57"), Place(ZoneInfo("Indian/Reunion"), "974")
WEEKDAYS = "Mo-Fr 09:00-12:00,14:00-17:30; PH off"


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-03 10:00", "Ouvert, ferme à 12 h"),
        ("2026-03-03 12:30", "Fermé, ouvre à 14 h"),
        ("2026-03-03 18:00", "Fermé, ouvre demain à 9 h"),
        ("2026-03-06 18:00", "Fermé, ouvre lundi à 9 h"),
        ("2026-07-14 10:00", "Fermé, ouvre demain à 9 h"),
    ],
)
def test_a_place_says_until_when_it_is_open_or_when_it_opens(now, words):
    opening = opening_at(WEEKDAYS, at(now), MARNE)

    assert opening is not None
    assert words_of(opening, at(now))[1].replace("\u00a0", " ") == words


def test_hours_are_those_of_the_place_not_of_the_server():
    at_ten_in_paris = at("2026-03-03 10:00")

    assert opening_at(WEEKDAYS, at_ten_in_paris, MARNE).is_open
    assert not opening_at(WEEKDAYS, at_ten_in_paris, REUNION).is_open  # one in the afternoon


@pytest.mark.parametrize(
    ("place", "day", "is_open"),
    [
        (MARNE, "2026-12-26", True),
        (MOSELLE, "2026-12-26", False),
        (MARNE, "2026-04-03", True),
        (MOSELLE, "2026-04-03", False),
        (REUNION, "2027-12-20", False),
    ],
)
def test_local_public_holidays_are_known(place, day, is_open):
    opening = opening_at("Mo-Su 09:00-12:00; PH off", at(f"{day} 10:00", place.zone), place)

    assert opening.is_open is is_open


def test_nobody_is_promised_an_open_door_on_a_public_holiday_that_the_hours_do_not_mention():
    opening = opening_at("Mo-Fr 09:00-17:00", at("2026-07-14 10:00"), MARNE)

    assert opening == Opening(False, at("2026-07-15 09:00"), is_doubtful=True)
    assert words_of(opening, at("2026-07-14 10:00"))[1] == "Jour férié : horaires à confirmer"


@pytest.mark.parametrize("text", ["", "Sur rendez-vous", "Mo-Fr 25:00-27:00", "x" * 5000, "lundi 9h-12h"])
def test_what_is_not_the_notation_of_openstreetmap_gives_no_opening(text):
    assert not is_readable(text)
    assert opening_at(text, at("2026-03-03 10:00"), MARNE) is None


def test_exceptions_of_the_form_are_computed():
    text = "Mo-Fr 09:00-12:00; Tu[1] off; 2026 Aug 01-2026 Aug 15 off; SH off"

    assert not opening_at(text, at("2026-03-03 10:00"), MARNE).is_open  # first Tuesday
    assert opening_at(text, at("2026-03-10 10:00"), MARNE).is_open
    assert not opening_at(text, at("2026-08-10 10:00"), MARNE).is_open


@pytest.mark.parametrize("day", ["2026-03-03", "2026-03-29", "2026-07-14"], ids=["Tuesday", "summer time", "holiday"])
def test_what_is_open_among_many_is_what_is_open_one_by_one(day):
    texts = [
        WEEKDAYS,
        "24/7",
        "Mo-Su 09:07-12:52",
        "Mo-Su sunrise-sunset",
        "Su 00:00-02:00,03:00-05:15",
        "PH 10:00-12:00",
    ]
    texts += ["PH 10:00-12:00", "Mo-Su 22:30-26:45", "Mo-Fr 09:00-12:00", "sur rendez-vous", "Mo-Su 10:00-16:00/01:30"]
    timetables, now = Timetables(texts, MARNE), at(f"{day} 00:00").astimezone(UTC)

    for _ in range(24 * 60 // 4):
        one_by_one = {text: opening_at(text, now, MARNE) for text in texts}
        expected = {text for text, state in one_by_one.items() if state and state.is_open and not state.is_doubtful}
        assert set(timetables.open_at(now)) == expected, now
        now += timedelta(minutes=4, seconds=1)
