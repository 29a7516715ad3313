from uuid import UUID

import pytest

from services.directory.domain import orientations as rules

KEY, NETWORK, OTHER = b"key", UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("written", ["Jeanne Labat", "LABAT Jeanne", "jeanne  lâbat"])
def test_a_person_is_recognised_however_the_name_is_written(written):
    known = rules.name_digest(KEY, NETWORK, "Jeanne Labat", 1951)

    assert rules.name_digest(KEY, NETWORK, written, 1951) == known


@pytest.mark.parametrize("label, year", [("J. L.", 1951), ("Jeanne", 1951), ("Jeanne Labat", None)])
def test_what_many_people_share_recognises_nobody(label, year):
    assert rules.name_digest(KEY, NETWORK, label, year) is None


def test_two_networks_cannot_compare_their_people():
    here, there = (rules.phone_digest(KEY, network, "+33612345678") for network in (NETWORK, OTHER))

    assert here != there
    assert "33612345678" not in str(here)
