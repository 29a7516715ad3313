from datetime import date

import pytest

from services.directory.domain.import_plan import Refusal, Row
from services.directory.files.reading import read_file
from services.directory.national.national_table import national_table
from services.directory.national.rows import Context, read_row, read_rows
from tests.factories.national_files import a_file, a_line

CONTEXT = Context(department="64", today=date(2026, 4, 15))


def table_of(data: bytes):
    return national_table(read_file(data))


def accepted(department: str = "64", **cells: str) -> Row:
    row = read_row(14, a_line(**cells), Context(department, CONTEXT.today))
    assert isinstance(row, Row), row
    return row


def refused(**cells: str) -> list[str]:
    outcome = read_row(14, a_line(**cells), CONTEXT)
    assert isinstance(outcome, Refusal)
    return list(outcome.reasons)


def test_a_sound_line_is_accepted_without_a_word():
    row = accepted()

    assert row.remarks == []
    assert row.external_id == "lieu-001"
    assert row.values["postcode"] == "64000"
    assert row.values["typologies"] == ("EPN",)
    assert row.values["updated_on"] == date(2026, 3, 31)


def test_three_bad_lines_among_sixty_leave_fifty_seven_good_ones():
    lines = [a_line(number) for number in range(1, 61)]
    lines[12]["code_postal"] = "6410"
    lines[30]["date_maj"] = "hier"
    lines[59]["services"] = "Salle de sport"

    reading = read_rows(table_of(a_file(lines)), CONTEXT)

    assert len(reading.rows) == 57
    assert [refusal.line for refusal in reading.refused] == [14, 32, 61]
    assert reading.refused[0].reasons == [
        "Ligne 14, code_postal : « 6410 » n’a pas 5 chiffres. Corrigez-le, par exemple 64100."
    ]


def test_every_fault_of_a_line_is_told_at_once():
    assert len(refused(code_postal="6410", date_maj="", pivot="?")) == 3


def test_of_two_lines_with_the_same_identifier_the_second_is_refused():
    reading = read_rows(table_of(a_file([a_line(1), a_line(2, id="lieu-001")])), CONTEXT)

    assert len(reading.rows) == 1
    assert "est déjà celui de la ligne 2" in reading.refused[0].reasons[0]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"horaires": "Mo-Fr\u00a009:00-12:00"},
            "Ligne 14, horaires : espaces insécables remplacés par des espaces simples dans « Mo-Fr 09:00-12:00 ».",
        ),
        (
            {"horaires": "lundi 9\u202fh –\u00a012\u202fh"},
            "Ligne 14, horaires : espaces insécables remplacés par des espaces simples dans « lundi 9 h – 12 h ».",
        ),
        (
            {"horaires": "Mo-Fr  09:00-12:00"},
            "Ligne 14, horaires : espaces en trop retirés dans « Mo-Fr 09:00-12:00 ».",
        ),
    ],
)
def test_spaces_mended_inside_a_cell_are_announced_in_words(cells, sentence):
    (remark,) = accepted(**cells).remarks

    assert remark.is_repair
    assert remark.sentence == sentence


@pytest.mark.parametrize(
    "cells",
    [
        {"horaires": "\u00a0Mo-Fr 09:00-12:00 "},
        {"nom": " Mairie\u00a0"},
        {"code_postal": "64000\u202f"},
        {"horaires": "lundi 9h-12h\r\nmardi 9h-12h"},
    ],
)
def test_spaces_at_the_ends_and_ends_of_lines_go_without_a_word(cells):
    assert accepted(**cells).remarks == []


def test_hours_in_french_keep_their_lines():
    row = accepted(horaires="Lundi\r\n9h-12h  et 14h-17h \n\n\n\nMardi\n10h-12h")

    assert row.values["opening_hours"] == "Lundi\n9h-12h et 14h-17h\n\nMardi\n10h-12h"


def test_a_repair_is_announced_with_both_values():
    (remark,) = accepted(pivot="13002526500013.0").remarks

    assert remark.is_repair
    assert remark.sentence == "Ligne 14, pivot : « 13002526500013.0 » lu comme « 13002526500013 »."


@pytest.mark.parametrize(
    ("department", "postcode", "commune_code"), [("01", "1000", ""), ("64", "1000", "01053"), ("64", "1000", "1053")]
)
def test_lost_zeros_come_back_where_line_or_network_vouch_for_them(department, postcode, commune_code):
    row = accepted(department, code_postal=postcode, code_insee=commune_code)

    assert row.values["postcode"] == "01000"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("05 59 00 00 00", "+33559000000"),
        ("05.59.00.00.00 / 06 39 98 00 01", "+33559000000"),
        ("+33 (0)5 59 00 00 00", "+33559000000"),
        ("0262 00 00 00", "+262262000000"),
        ("06 39 98 00 01", "+33639980001"),
    ],
)
def test_telephones_are_read_as_people_write_them(before, after):
    assert accepted(telephone=before).values["phone"] == after


@pytest.mark.parametrize("number", ["05 59", "3949", "à venir"])
def test_an_incomplete_telephone_refuses_the_line(number):
    assert "n’est pas un numéro de téléphone français complet" in refused(telephone=number)[0]


def test_a_siret_that_lost_its_zero_gets_it_back():
    assert accepted(pivot="5480000800002").values["pivot"] == "05480000800002"


@pytest.mark.parametrize("pivot", ["00000000000000", "13002526500014"])
def test_a_doubtful_siret_is_kept_and_told(pivot):
    row = accepted(pivot=pivot)

    assert row.values["pivot"] == pivot
    assert row.remarks[0].column == "pivot"
    assert not row.remarks[0].is_repair


@pytest.mark.parametrize(
    ("cells", "attribute", "left"),
    [
        ({"courriels": "accueil@tilleuls.example|voir site"}, "emails", ("accueil@tilleuls.example",)),
        ({"site_web": "javascript:alert(1)"}, "websites", ()),
        ({"prise_rdv": "au guichet"}, "booking_url", ""),
        ({"latitude": "273000", "longitude": "371000"}, "latitude", None),
        ({"pivot": "0559000000"}, "pivot", "00000000000000"),
        ({"longitude": ""}, "latitude", None),
        ({"latitude": "0", "longitude": "0"}, "latitude", None),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(cells, attribute, left):
    row = accepted(**cells)

    assert row.values[attribute] == left
    assert len(row.remarks) == 1


@pytest.mark.parametrize(
    "cells", [{"latitude": "6250500", "longitude": "426900"}, {"latitude": "426900", "longitude": "6250500"}]
)
def test_lambert_metres_are_converted_whichever_column_holds_which(cells):
    row = accepted(**cells)

    assert row.values["latitude"] == pytest.approx(43.297, abs=0.01)
    assert row.values["longitude"] == pytest.approx(-0.37, abs=0.01)
    assert row.remarks[0].is_repair
    assert "Lambert-93" in row.remarks[0].sentence


@pytest.mark.parametrize(("latitude", "longitude"), [(43.295, -0.37), (-21.1, 55.5), (16.2, -61.5), (-12.8, 45.2)])
def test_degrees_in_the_wrong_columns_are_exchanged_and_that_is_said(latitude, longitude):
    right = accepted(latitude=str(latitude), longitude=str(longitude))
    wrong = accepted(latitude=str(longitude), longitude=str(latitude))

    assert right.remarks == []
    assert (wrong.values["latitude"], wrong.values["longitude"]) == (latitude, longitude)
    assert wrong.remarks[0].is_repair
    assert "étaient inversées" in wrong.remarks[0].sentence


def test_a_position_outside_france_is_kept_and_told():
    row = accepted(latitude="48.85", longitude="23.5")

    assert (row.values["latitude"], row.values["longitude"]) == (48.85, 23.5)
    assert not row.remarks[0].is_repair
    assert "n’est pas en France : vérifiez la position" in row.remarks[0].sentence


def test_markup_is_taken_out_of_cells_and_that_is_said():
    row = accepted(presentation_detail="<p>Ateliers&nbsp;: <b>tablette</b><br>et &amp; mail &lt; 18 ans</p>")

    assert row.values["description"] == "Ateliers\xa0: tablette\net & mail < 18 ans"
    assert row.remarks[0].sentence.startswith("Ligne 14, presentation_detail : balises HTML retirées")


def test_scripts_leave_nothing_behind_however_they_are_hidden():
    row = accepted(nom="<script>alert(1)</script>Mairie", adresse="&lt;script&gt;alert(1)&lt;/script&gt;2 rue Neuve")

    assert row.values["label"] == "Mairie"
    assert row.values["address"] == "2 rue Neuve"


def test_a_cell_that_our_own_file_made_inert_is_read_as_it_was():
    assert accepted(presentation_resume="'=1+1").values["summary"] == "=1+1"


def test_a_postal_code_of_another_department_is_only_a_doubt():
    assert [one.sentence for one in accepted(code_postal="75000").remarks] == [
        "Ligne 14, code_postal : « 75000 » n’est pas un code postal du département 64 : vérifiez-le."
    ]
    assert accepted("2A", code_postal="20000", code_insee="").remarks == []
    assert accepted("974", code_postal="97400", code_insee="").remarks == []


@pytest.mark.parametrize(
    ("cells", "attribute", "value"),
    [
        ({"site_web": "http://a-64.fr;www.b-64.fr"}, "websites", ("http://a-64.fr", "https://www.b-64.fr")),
        ({"code_insee": "2a004", "code_postal": "20000"}, "commune_code", "2A004"),
        ({"code_postal": "F-64000"}, "postcode", "64000"),
        ({"latitude": "43.295°", "longitude": "-0.37°"}, "latitude", 43.295),
    ],
)
def test_small_deviations_of_national_files_are_mended(cells, attribute, value):
    assert accepted(**cells).values[attribute] == value


@pytest.mark.parametrize(
    ("column", "saved", "attribute", "value"),
    [
        ("pivot", "0", "pivot", "0" * 14),
        ("pivot", "1,30025E+13", "pivot", "0" * 14),
        ("telephone", "33559000000", "phone", "+33559000000"),
        ("telephone", "262692000004", "phone", "+262692000004"),
        ("latitude", "43,295", "latitude", 43.295),
        ("date_maj", "31/03/2026", "updated_on", date(2026, 3, 31)),
    ],
)
def test_our_own_file_opened_and_saved_by_a_spreadsheet_is_read(column, saved, attribute, value):
    row = accepted(**{column: saved})

    assert row.values[attribute] == value
    assert any(f"« {saved} » lu comme" in remark.sentence for remark in row.remarks)
