import pytest

from services.directory.domain.search_text import beginnings, commune_key


@pytest.mark.parametrize(
    "name", ["Saint-Jean-de-Luz", "ST JEAN DE LUZ", "St-Jean-de-Luz Cedex", "saint jean de luz CEDEX 2"]
)
def test_a_commune_has_one_key_however_it_is_written(name):
    assert commune_key(name) == "saint jean de luz"


@pytest.mark.parametrize(
    ("name", "key"), [("Oloron-Ste-Marie", "oloron sainte marie"), ("Stains", "stains"), ("Cedexville", "cedexville")]
)
def test_only_whole_words_are_written_out(name, key):
    assert commune_key(name) == key


def test_a_saint_is_looked_for_in_short_and_in_full():
    assert beginnings("st") == ("st", "saint")
    assert beginnings("saint") == ("saint", "st ")
    assert beginnings("mairies") == ("mairie",)
