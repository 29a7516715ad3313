import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.completion import ADD, FIELDS, HOWS, REMOVE, SET, Completion, choices_of
from services.directory.domain.national_vocabulary import SERVICES

HELP, TOOLS, JOBS = SERVICES[:3]
SOME = st.lists(st.sampled_from(SERVICES), min_size=1, unique=True).map(tuple)
KEPT = st.lists(st.sampled_from((*SERVICES, "Un service d’avant")), unique=True).map(tuple)


def test_what_is_added_comes_after_what_was_there_in_the_order_of_the_list():
    assert Completion("services", ADD, (JOBS, HELP)).completed((TOOLS,)) == (TOOLS, HELP, JOBS)


def test_what_is_removed_leaves_the_rest_strangers_included():
    assert Completion("services", REMOVE, (HELP,)).completed(("Autrefois", HELP, TOOLS)) == ("Autrefois", TOOLS)


def test_what_is_set_replaces_everything():
    assert Completion("services", SET, (JOBS, HELP)).completed((TOOLS,)) == (HELP, JOBS)


def test_the_same_values_in_another_order_are_no_change():
    assert Completion("services", SET, (HELP, TOOLS)).completed((TOOLS, HELP)) == (TOOLS, HELP)


def test_the_first_kind_of_structure_stays_the_one_that_lists_show():
    assert Completion("typologies", ADD, ("ASSO", "BIB")).completed(("RFS",)) == ("RFS", "ASSO", "BIB")


@pytest.mark.parametrize(("said", "stored"), [("true", True), ("false", False)])
def test_yes_and_no_replace_what_was_said(said, stored):
    assert Completion("is_public", SET, (said,)).completed(not stored) is stored


@given(how=st.sampled_from(sorted(HOWS)), values=SOME, old=KEPT)
def test_doing_it_twice_is_doing_it_once(how, values, old):
    completion = Completion("services", how, values)
    once = completion.completed(old)

    assert completion.completed(once) == once


@given(values=SOME, old=KEPT)
def test_adding_takes_nothing_away_and_removing_adds_nothing(values, old):
    assert set(Completion("services", ADD, values).completed(old)) == {*old, *values}
    assert set(Completion("services", REMOVE, values).completed(old)) == set(old) - set(values)


def test_values_that_the_field_does_not_have_are_named():
    faults = Completion("services", ADD, (HELP, "Couture")).faults()

    assert faults == {"values": ["« Couture » : cette valeur n’est pas dans la liste de « Services »."]}


@pytest.mark.parametrize(("attribute", "values"), [("services", ()), ("is_public", ("true", "false"))])
def test_nothing_and_both_are_no_answers(attribute, values):
    assert "values" in Completion(attribute, SET, values).faults()


@pytest.mark.parametrize("attribute", FIELDS)
def test_every_value_of_every_field_is_accepted_and_said_in_words(attribute):
    for value, said in choices_of(FIELDS[attribute]).items():
        completion = Completion(attribute, SET, (value,))
        assert completion.faults() == {}
        assert completion.in_words.endswith(said)


def test_it_is_said_in_words():
    assert Completion("stages", ADD, ("training", "doing_for")).in_words == (
        "Étapes du parcours : ajouter Former, Faire pour"
    )
    assert Completion("is_public", SET, ("false",)).in_words == "Montrée au public : non"
