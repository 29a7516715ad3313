"""Short names for addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.slugs import LONGEST, RESERVED, free_slug, slug_of


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Réseau d'inclusion numérique de la Marne", "reseau-d-inclusion-numerique-de-la-marne"),
        ("Réseau de l’Aisne", "reseau-de-l-aisne"),
        ("  CŒUR du Lot / Numérique & Cie ", "coeur-du-lot-numerique-cie"),
        ("???", "reseau"),
    ],
)
def test_a_slug_is_plain(label, slug):
    assert slug_of(label) == slug


@given(st.text())
def test_any_label_gives_a_slug_fit_for_an_address(label):
    slug = slug_of(label)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST


def test_a_taken_slug_is_numbered():
    assert free_slug("Marne", {"aisne"}) == "marne"
    assert free_slug("Marne", {"marne", "marne-2"}) == "marne-3"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_of_our_own_addresses_is_never_a_slug(word):
    assert free_slug(word, set()) == f"{word}-2"
