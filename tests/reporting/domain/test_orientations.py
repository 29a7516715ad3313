import re
from datetime import date
from uuid import UUID

from services.reporting.domain.chapters import chapters
from services.reporting.domain.facts import Facts, Orientation
from services.reporting.domain.figures import figures

BEGIN, END = date(2026, 7, 1), date(2026, 10, 1)
HALL, HOUSE = UUID(int=1), UUID(int=2)


def sent(number, structure=HALL, **more):
    values = {"person": f"p{number}", "rank": 1, "sent_on": date(2026, 8, 3), "accepted": True, "ending": "helped"}
    return Orientation(id=UUID(int=100 + number), structure_id=structure, **{**values, **more})


def of(*orientations):
    names = {HALL: "Mairie", HOUSE: "Maison de quartier"}
    return figures(Facts(orientations=list(orientations), structures=names), BEGIN, END)


def chapter_of(found):
    return next(one for one in chapters(found) if one["code"] == "orientations")


def test_orientations_and_their_outcomes_are_said():
    helped = [sent(n) for n in range(12)]
    declined = [sent(20 + n, HOUSE, accepted=False, ending="declined") for n in range(8)]

    told = chapter_of(of(*helped, *declined, sent(40, sent_on=END), sent(41, ending="withdrawn")))

    said = [re.sub(r"\s", " ", sentence) for sentence in told["sentences"]]
    assert said == ["20 personnes ont été orientées vers 2 structures ; 60 % des orientations ont été acceptées."]
    assert told["tables"][0]["rows"] == [["Besoin traité", 12, 12], ["Déclinée", 8, 8]]
    assert told["tables"][1]["rows"] == [["Mairie", 12, 12], ["Maison de quartier", 8, 8]]


def test_a_small_number_of_people_is_withheld_and_cannot_be_found_by_subtraction():
    found = of(
        *(sent(n) for n in range(12)), *(sent(20 + n, HOUSE, ending="expired", accepted=False) for n in range(2))
    )

    told = chapter_of(found)

    assert told["tables"][0]["rows"] == [
        ["Besoin traité", None, None],
        ["Restée sans réponse", None, None],
    ]
    assert "n.c." in told["sentences"][-1]


def test_a_quarter_without_orientation_has_no_such_chapter():
    assert all(one["code"] != "orientations" for one in chapters(of()))
