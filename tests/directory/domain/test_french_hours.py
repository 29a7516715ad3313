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
        ("Fermé le mercredi. Du lundi au vendredi : 9h-12h", "Mo,Tu,Th,Fr 09:00-12:00"),
        ("du lundi au vendredi 8h30à12h30", "Mo-Fr 08:30-12:30"),
        ("du lundi au vendredi 9hà12h", "Mo-Fr 09:00-12:00"),
        ("Mardi - 10h - 12h", "Tu 10:00-12:00"),
        ("- Lundi : 9h-12h\n- Mardi : 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        # some days of the month
        ("1er et 3e mardi du mois de 14h à 17h", "Tu[1,3] 14:00-17:00"),
        ("les 1ers et 3èmes mardis du mois : 9h-12h", "Tu[1,3] 09:00-12:00"),
        ("le premier, le 2nd et le dernier lundi de chaque mois 9h-12h", "Mo[1,2,-1] 09:00-12:00"),
        ("1er mardi du mois et 3e jeudi du mois 9h-12h", "Tu[1] 09:00-12:00; Th[3] 09:00-12:00"),
        ("Lundi 9h-12h, 2ème mercredi du mois 14h-16h", "Mo 09:00-12:00; We[2] 14:00-16:00"),
        # hours before days
        ("8h30/12h et 13h30/16h45 du mardi au samedi", "Tu-Sa 08:30-12:00,13:30-16:45"),
        ("9h-12h les lundis, 14h-18h les jeudis", "Mo 09:00-12:00; Th 14:00-18:00"),
        ("10-12h et 14-17h tous les jours sauf le dimanche", "Mo-Sa 10:00-12:00,14:00-17:00"),
        ("9h-12h\n14h-17h\ndu lundi au jeudi", "Mo-Th 09:00-12:00,14:00-17:00"),
        # days on a line of their own
        ("Mardi au samedi\n10H-12H / 14H-18H", "Tu-Sa 10:00-12:00,14:00-18:00"),
        ("Du Mardi au Jeudi:\n\n8h45-12h15 / 13h45 - 17h", "Tu-Th 08:45-12:15,13:45-17:00"),
        ("Lundi\n9h-12h\n14h-17h\nMardi\nFermé\nJeudi\n10h-12h", "Mo 09:00-12:00,14:00-17:00; Th 10:00-12:00"),
        ("Lundi : 9h-12h \n14h-17h \r\nMardi :\u00a010h\u00a0–\u00a012h", "Mo 09:00-12:00,14:00-17:00; Tu 10:00-12:00"),
        # days without separators, hours without « h »
        ("Lundi Mercredi Samedi 9h00 a 12h30\nJeudi 13h30 a 16h30", "Mo,We,Sa 09:00-12:30; Th 13:30-16:30"),
        ("LUN MAR JEU 9H A 12H", "Mo,Tu,Th 09:00-12:00"),
        ("Lu Ma Je Ve 9:00-12:00 13:30-17:00", "Mo,Tu,Th,Fr 09:00-12:00,13:30-17:00"),
        ("Lu-Ve 9h-12h, Sa. 10h-12h", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"),
        ("mardi 10-12/14h-18h30\njeudi : 14-18h", "Tu 10:00-12:00,14:00-18:30; Th 14:00-18:00"),
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
        # besides the other Tuesdays, or in their place? which ones, of which month?
        "mardi 9h-12h, 1er mardi du mois 14h-17h",
        "lundi 9h-12h sauf le 1er lundi du mois",
        "1er mardi 9h-12h",
        "14h-17h le 1er mardi du mois",
        # no days
        "9h-12h / 13h30-17h",
        "8h30 - 12h30\n13h30 - 17h30",
        "9h-12h\nlundi fermé",
        "9h-12h. Fermé le lundi",
        # days without hours
        "Mardi - samedi",
        "Lundi\nMardi 9h-12h",
        "du lundi au vendredi 9h-12h\nle samedi",
        # could be cut in two ways
        "lundi 9h-12h et 14h-17h le mardi",
        "9h-12h le lundi, mardi 14h-17h",
        "9h-12h lundi 14h-17h mardi",
        "lundi 9h-12h\n14h-17h mardi, mercredi 10h-12h",
        "lundi 9h-12h\n\n14h-17h",
        "fermé lundi mardi 9h-12h",
        "mardi-jeudi et vendredi 9h-12h / 13h30-16h30\nmercredi 9h-12h",
        "lundi au vendredi 9h-12h sauf mercredi 14h-17h",
        # says two things
        "lundi 9h-12h, mardi 14h-17h, fermé le lundi",
        # one word too many
        "Lundi merdi jeudi 9h-12h",
        "9h-12h du lundi au vendredi\nouverture les samedis pour les jeunes",
        "mardi 9h-12h\nsamedi 9h-12h (le premier du mois)",
        "lundi 9h-12h, 05 59 00 00 00",
        "lundi 10-12",
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


@settings(max_examples=40)
@given(WEEKS, st.sampled_from(["after", "own line", "each line"]), st.sampled_from(["/", "-", " à "]))
def test_the_same_week_is_read_whatever_the_order_and_the_lines(week, layout, to):
    days = [
        ([f"{a}h{b:02d}{to}{c}h{d:02d}" for (a, b), (c, d) in _pairs(spans)], DAYS[day])
        for day, spans in enumerate(week)
        if spans
    ]
    text = {
        "after": ", ".join(f"{' et '.join(spans)} le {day}" for spans, day in days),
        "own line": "\n".join(f"{day}\n{' / '.join(spans)}" for spans, day in days),
        "each line": "\n\n".join("\n".join([f"{day} :", *spans]) for spans, day in days),
    }[layout]

    read = read_french(text)

    assert read is not None
    assert [len(spans) for spans in read.week] == [len(_pairs(spans)) for spans in week]
    assert write_hours(read) == write_hours(
        read_french(" ; ".join(f"{day} {', '.join(s)}" for s, day in days)) or Hours()
    )


@given(st.text(alphabet="lundimarjeve 9h12-:,àferméts/.\n", max_size=40))
def test_no_text_breaks_the_reading(text):
    read_french(text)


def _pairs(moments):
    return list(zip(moments[::2], moments[1::2], strict=True))
