from time import process_time

import pytest

from services.directory.domain.heading_words import words_of
from services.directory.domain.whole_addresses import position, taken_apart
from services.directory.national.telephones import international


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("10 place Royale 64000 PAU", ("10 place Royale", "64000", "PAU")),
        ("Place de la Mairie, 64260 Arudy", ("Place de la Mairie", "64260", "Arudy")),
        ("12 bd du Saleys\n64270 SALIES DE BEARN CEDEX", ("12 bd du Saleys", "64270", "SALIES DE BEARN")),
        ("Le Bourg - 64190 Navarrenx - France", ("Le Bourg", "64190", "Navarrenx")),
        ("BP 60509, 64 010 PAU CEDEX 9", ("BP 60509", "64010", "PAU")),
        ("4 av du 8 mai 1945, F-64100 Bayonne", ("4 av du 8 mai 1945", "64100", "Bayonne")),
        ("2 rue Neuve, Pau 64000", ("2 rue Neuve", "64000", "Pau")),
        ("1 rue A, 97400 Saint-Denis, La Réunion", ("1 rue A", "97400", "Saint-Denis")),
        ("MOURENX (64150)", ("", "64150", "MOURENX")),
        ("64150 Mourenx", ("", "64150", "Mourenx")),
        ("Rue du Stade", ("Rue du Stade", "", "")),
        ("2 rue Neuve Pau 64000", ("2 rue Neuve Pau", "64000", "")),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(text, parts):
    found = taken_apart(text)

    assert tuple(found.get(name, "") for name in ("adresse", "code_postal", "commune")) == parts


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("43.2951, -0.3708", ("43.2951", "-0.3708")),
        ("43,2951 ; -0,3708", ("43,2951", "-0,3708")),
        ("[43.2951,-0.3708]", ("43.2951", "-0.3708")),
        ("43,2951", ()),
        ("Pau", ()),
    ],
)
def test_a_position_in_one_cell_is_two_numbers(text, pair):
    assert tuple(position(text).values()) == pair


def test_a_cell_of_blanks_is_read_at_once():
    began = process_time()

    assert taken_apart(f"2 rue Neuve{' ' * 100_000}64000 Pau") == {
        "adresse": "2 rue Neuve",
        "code_postal": "64000",
        "commune": "Pau",
    }
    assert position(f"43.29{' ' * 100_000}-0.37") == {"latitude": "43.29", "longitude": "-0.37"}
    assert international(f"05 59 00 00 01{' ' * 100_000}ou 02") == "+33559000001"
    assert words_of(f"Nom {'(' * 100_000}") == "nom"
    assert process_time() - began < 5
