"""E-mail addresses as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.addresses import is_address, name_from, normal, read_lines


@pytest.mark.parametrize(
    "typed", [" Nadia.Benali@Ville.FR ", "nadia.benali@ville.fr\u200b", "\u00a0nadia.benali@ville.fr"]
)
def test_an_address_is_freed_of_what_pasting_brings(typed):
    assert normal(typed) == "nadia.benali@ville.fr"


@pytest.mark.parametrize("address", ["a@b.fr", "a+b@c-d.org", "prenom.nom@mairie.departement51.fr"])
def test_a_usual_address_is_accepted(address):
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@b", "@b.fr", "a@@b.fr", "a b@c.fr", "a@b..fr", ".a@b.fr", "a.@b.fr", "a..b@c.fr", "a@-b.fr",
     "a@b.fr,c@d.fr", "a@b.fr\nBcc: c@d.fr", "a" * 65 + "@b.fr", "a@" + "b" * 250 + ".fr"],
)  # fmt: skip
def test_an_address_that_cannot_be_written_to_is_refused(address):
    assert not is_address(address)


def test_a_pasted_list_is_read_line_by_line():
    pasted = """
    nadia@ville.fr
    Paul Petit <Paul.Petit@asso.org>
    Zoé Roy; zoe@ccas.fr
    luc@ccas.fr, Luc Noir
    Jean sans adresse

    """

    lines = [(line.number, line.name, line.email) for line in read_lines(pasted)]

    assert lines == [
        (2, "", "nadia@ville.fr"),
        (3, "Paul Petit", "paul.petit@asso.org"),
        (4, "Zoé Roy", "zoe@ccas.fr"),
        (5, "Luc Noir", "luc@ccas.fr"),
        (6, "", None),
    ]


@given(st.text(max_size=200))
def test_any_pasted_text_is_read_without_error_and_nothing_is_lost(text):
    lines = list(read_lines(text))

    assert all(line.text for line in lines)
    assert all(line.email is None or is_address(line.email) for line in lines)


def test_a_name_is_guessed_from_an_address():
    assert name_from("nadia.benali2@ville.fr") == "Nadia Benali"
    assert name_from("accueil+marne@ville.fr") == "Accueil"
    assert name_from("51@ville.fr") == "51@ville.fr"
