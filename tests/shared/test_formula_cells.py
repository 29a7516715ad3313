import pytest

from shared.formula_cells import inert, restored


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+A1", "@SUM(1)", " =1", "\t=1", "\r=1", "＝1+1", "＠SUM(1)"])
def test_what_a_spreadsheet_would_compute_becomes_text_and_comes_back(text):
    assert inert(text) == "'" + text
    assert restored(inert(text)) == text


@pytest.mark.parametrize("text", ["", "Mairie", "+33559000000", "-0,37", "l'été", "'aujourd’hui"])
def test_words_numbers_and_telephones_stay_as_they_are(text):
    assert inert(text) == text
    assert restored(text) == text


def test_the_apostrophe_that_other_programs_put_before_a_number_is_taken_away():
    assert restored("'+33559000000") == "+33559000000"
