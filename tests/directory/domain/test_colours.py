"""The accent colour of a network."""

import pytest

from services.directory.domain import colours


@pytest.mark.parametrize("text", ["#1f5f8b", "#000000"])
def test_six_hexadecimal_digits_are_a_colour(text):
    assert colours.is_colour(text)


@pytest.mark.parametrize("text", ["red", "#fff", "#1F5F8B", "1f5f8b", "#1f5f8b; x", "#1f5f8b\n"])
def test_anything_else_is_not(text):
    assert not colours.is_colour(text)


def test_contrast_goes_from_1_to_21():
    assert colours.contrast_with_white("#ffffff") == pytest.approx(1)
    assert colours.contrast_with_white("#000000") == pytest.approx(21)


def test_white_text_must_stay_legible():
    assert colours.is_legible(colours.DEFAULT)
    assert colours.is_legible("#767676")
    assert not colours.is_legible("#777777")
    assert not colours.is_legible("#ffd400")
