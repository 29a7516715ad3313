import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain.french_hours import read_french
from services.directory.domain.weekly_hours import Hours, write_hours

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOMENTS = st.integers(0, 95).map(lambda quarter: (quarter // 4, quarter % 4 * 15))
SPANS = st.lists(MOMENTS, min_size=2, max_size=4, unique=True).map(sorted).map(lambda m: m[: len(m) // 2 * 2])
WEEKS = st.lists(st.one_of(st.just([]), SPANS), min_size=7, max_size=7).filter(any)
STYLES = {
    "9h": lambda h, m: f"{h}h{m:02d}" if m else f"{h}h",
    "9 h 30": lambda h, m: f"{h} h {m:02d}" if m else f"{h} h",
    "9:30": lambda h, m: f"{h}:{m:02d}",
    "midi": lambda h, m: "midi" if (h, m) == (12, 0) else f"{h}h{m:02d}",
}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("du lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00"),
        ("lundi et jeudi 14h à 17h30, fermé le mercredi", "Mo,Th 14:00-17:30"),
        ("Lundi, mardi : 9h - 12h / 14h - 17h", "Mo,Tu 09:00-12:00,14:00-17:00"),
        ("Du mardi au samedi de 10h à midi et de 13h30 à 18h00", "Tu-Sa 10:00-12:00,13:30-18:00"),
        ("Lun-Ven 9-12h 13h30-17h", "Mo-Fr 09:00-12:00,13:30-17:00"),
        ("Tous les jours sauf le dimanche de 9h à 12h", "Mo-Sa 09:00-12:00"),
        ("Lundi : 9h00-12h00\nMardi : fermé\nMercredi : 14h00 – 18h00", "Mo 09:00-12:00; We 14:00-18:00"),
        ("mardi 9:00-12:00. Fermé les jours fériés", "Tu 09:00-12:00; PH off"),
        ("lundi 9h-12h, lundi 14h-17h", "Mo 09:00-12:00,14:00-17:00"),
    ],
)
def test_french_hours_are_read(text, hours):
    read = read_french(text)

    assert read is not None
    assert write_hours(read) == hours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sur rendez-vous",
        "lundi matin",
        "du lundi au vendredi 9h-12h sur rendez-vous",
        "semaines paires : lundi 9h-12h",
        "9h-12h",
        "fermé le lundi",
        "lundi 12h-9h",
        "lundi 9h 12h",
        "lundi 9h, 12h",
        "lundi 25h-26h",
        "lundi à partir de 9h",
        "lundi et jours fériés 9h-12h",
    ],
)
def test_what_is_not_understood_word_for_word_is_not_read(text):
    assert read_french(text) is None


@settings(max_examples=40)
@given(WEEKS, st.sampled_from(sorted(STYLES)), st.sampled_from([" - ", "-", " à ", " – "]))
def test_a_week_written_in_french_is_read_as_it_was(week, style, to):
    moment = STYLES[style]
    lines = [
        f"{DAYS[day]} : " + " et ".join(f"{moment(*start)}{to}{moment(*end)}" for start, end in _pairs(spans))
        for day, spans in enumerate(week)
        if spans
    ]

    read = read_french(" ; ".join(lines))

    wanted = tuple(tuple(f"{a:02d}:{b:02d}-{c:02d}:{d:02d}" for (a, b), (c, d) in _pairs(spans)) for spans in week)
    assert read == Hours(week=wanted)


@given(st.text(alphabet="lundimarjeve 9h12-:,àferméts/.", max_size=40))
def test_no_text_breaks_the_reading(text):
    read_french(text)


def _pairs(moments):
    return list(zip(moments[::2], moments[1::2], strict=True))
