"""Whatever colour a network chooses, its pages can be read."""

from hypothesis import given
from hypothesis import strategies as some

from shared.web import colours

channels = some.integers(0, 255)


@given(some.tuples(channels, channels, channels))
def test_text_in_or_on_any_colour_keeps_a_contrast_of_four_and_a_half(colour):
    named = {name: colours.parse(shade) for name, shade in colours.shades(colours.as_hex(colour)).items()}

    pairs = [
        (named["accent-ink"], named["accent"]),
        (named["accent-text"], colours.WHITE),
        (named["accent-text"], colours.LIGHT_GROUND),
        (named["accent-text"], named["accent-soft"]),
        (named["accent-text-dark"], colours.DARK_SURFACE),
        (named["accent-text-dark"], named["accent-soft-dark"]),
    ]
    assert all(colours.contrast(ink, ground) >= colours.READABLE for ink, ground in pairs)


def test_contrast_of_black_and_white_is_the_greatest_there_is():
    assert round(colours.contrast(colours.BLACK, colours.WHITE), 2) == 21


def test_a_colour_that_reads_well_is_kept_as_it_is():
    assert colours.shades("#1d5c63")["accent-text"] == "#1d5c63"
    assert colours.shades("1D5C63")["accent-ink"] == "#ffffff"


def test_what_is_not_a_colour_becomes_the_default_one():
    assert colours.parse("red;}body{display:none") == colours.parse(None) == colours.parse(colours.DEFAULT)


def test_the_style_sheet_names_both_schemes():
    sheet = colours.stylesheet("ffd500")

    assert "--accent:#ffd500;" in sheet
    assert "prefers-color-scheme:dark" in sheet
