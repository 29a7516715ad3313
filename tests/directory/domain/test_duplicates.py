from dataclasses import replace

import pytest

from services.directory.domain.duplicates import LIKELY, Record, candidates, compare, likely_duplicates
from shared.ids import new_id

ONE = Record(
    id=new_id(),
    label="Médiathèque de Reims",
    commune="Reims",
    postcode="51100",
    address="12 bd Pasteur",
    pivot="",
    phone="",
    latitude=49.25,
    longitude=4.03,
)


def like(**changes):
    return replace(ONE, id=new_id(), **changes)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (like(label="MEDIATHEQUE"), ("même nom", "même adresse", "au même point de la carte")),
        (like(address="12, boulevard Pasteur", latitude=None, longitude=None), ("même nom", "même adresse")),
        (like(label="Médiatèque Reims", latitude=49.2505), ("noms proches", "même adresse", "à 56 m")),
    ],
)
def test_one_place_written_in_two_ways_is_likely_and_the_reasons_are_said(other, reasons):
    (found,) = likely_duplicates([ONE, other])

    assert found.score >= LIKELY
    assert set(found.reasons) == set(reasons)


@pytest.mark.parametrize(
    "label", ["C.C.A.S Reims", "C.C.A.S. de Reims", "c.c.a.s.", "Centre communal d’action sociale"]
)
def test_initials_are_the_same_with_and_without_their_dots(label):
    (found,) = likely_duplicates([replace(ONE, label="CCAS de Reims"), like(label=label)])

    assert "même nom" in found.reasons


@pytest.mark.parametrize(
    "other",
    [
        like(label="Mission locale"),
        like(label="France Services", phone="+33326000000"),
        like(commune="Épernay", postcode="51200", latitude=49.04, longitude=3.96, address="1 rue Haute"),
    ],
)
def test_two_services_under_one_roof_and_two_namesakes_far_apart_are_not(other):
    assert likely_duplicates([ONE, other]) == []


def test_one_telephone_for_the_places_of_several_communes_does_not_make_them_one():
    here = replace(ONE, phone="+33326000000", latitude=None)
    elsewhere = like(
        label="Médiathèque d’Épernay", commune="Épernay", postcode="51200", phone=here.phone, latitude=None
    )
    by_post_office_box = like(commune="Reims Cedex", postcode="51096", address="", phone=here.phone, latitude=None)

    assert likely_duplicates([here, elsewhere]) == []
    assert len(likely_duplicates([here, by_post_office_box])) == 1


def only_named(label):
    return like(label=label, commune="", postcode="", address="", latitude=None, longitude=None)


@pytest.mark.parametrize("label", ["Médiathèque de Reims", "Reims médiathèque"])
def test_a_record_that_has_only_a_name_is_likely_the_place_that_bears_it(label):
    (found,) = likely_duplicates([ONE, only_named(label), like(label="Mission locale de Reims")])

    assert ONE.id in (found.first, found.second)
    assert found.reasons == ("même nom", "une des fiches n’a que son nom")


def test_two_records_that_have_only_the_same_name_are_proposed_once():
    assert len(likely_duplicates([only_named("France Services"), only_named("France Services")])) == 1


def test_a_name_that_many_places_bear_says_nothing():
    places = [like(label="France Services", postcode=f"51{n}00", latitude=None, address="") for n in range(4)]

    assert likely_duplicates([only_named("France Services"), *places]) == []


def test_different_sirets_speak_against_and_zeros_say_nothing():
    same = compare(replace(ONE, pivot="21510454000018"), like(pivot="21510454000018"))
    different = compare(replace(ONE, pivot="21510454000018"), like(pivot="21510230000011"))
    zeros = compare(replace(ONE, pivot="00000000000000"), like(pivot="00000000000000"))

    assert "même SIRET" in same.reasons
    assert different.score == zeros.score - 25
    assert "même SIRET" not in zeros.reasons


def test_the_work_grows_with_the_records_and_not_with_their_square():
    crowd = [like(label=f"Mairie {number}", phone="+33326000000", address="") for number in range(600)]

    assert len(list(candidates(crowd))) < 600 * 30
