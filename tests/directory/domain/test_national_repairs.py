import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.national_columns import BY_NAME, COLUMNS
from services.directory.domain.national_repairs import clean, repair_cell, restore_zero


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("pivot", "13002526500013.0", "13002526500013"),
        ("pivot", "1,3002526500013E+13", "13002526500013"),
        ("pivot", "130 025 265 00013", "13002526500013"),
        ("code_postal", "64000.0", "64000"),
        ("code_postal", "64 000", "64000"),
        ("latitude", "43,295", "43.295"),
        ("date_maj", "31/03/2026", "2026-03-31"),
        ("date_maj", "2026-03-31T10:20:00Z", "2026-03-31"),
        ("horaires", "We 10:00-12:30, 13h30-18h", "We 10:00-12:30, 13:30-18:00"),
        ("horaires", "Mo 8:30-12 :00", "Mo 08:30-12:00"),
        ("services", "acces internet et materiel informatique", "Accès internet et matériel informatique"),
        ("modalites_acces", "Ce lieu n’accueille pas de public", "Ce lieu n'accueille pas de public"),
        ("formations_labels", "Étapes numériques (La Poste)", "Étapes numériques(La Poste)"),
        ("publics_specifiquement_adresses", "Jeunes; seniors", "Jeunes|Seniors"),
        ("typologie", "Mission locale", "ML"),
        ("site_web", "www.tilleuls.example", "https://www.tilleuls.example"),
        ("courriels", "mailto:a@tilleuls.example ; b@tilleuls.example", "a@tilleuls.example|b@tilleuls.example"),
    ],
)
def test_what_leaves_no_doubt_is_mended(name, before, after):
    assert repair_cell(BY_NAME[name], before) == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pivot", "1,30025E+13"),
        ("date_maj", "03/31/2026"),
        ("horaires", "Ouvert 24h/24 sur demande"),
        ("publics_specifiquement_adresses", "Jeunes, adultes"),
        ("presentation_detail", "Ouvert à 13h30, tél. 05 59"),
        ("prise_rdv", "javascript:alert(1)"),
    ],
)
def test_what_could_mean_something_else_is_left_alone(name, text):
    assert repair_cell(BY_NAME[name], text) == text


def test_a_postal_code_gets_its_zero_back_only_in_a_department_that_fits():
    assert restore_zero("1000", {"01"}) == "01000"
    assert restore_zero("6410", {"64"}) == "6410"


@given(st.sampled_from(COLUMNS), st.text(max_size=80))
def test_a_mended_cell_needs_no_second_mending(column, text):
    once = clean(repair_cell(column, clean(text)))

    assert clean(repair_cell(column, once)) == once
