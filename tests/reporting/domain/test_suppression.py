from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.suppression import THRESHOLD, withheld_rows

columns = st.lists(st.integers(0, 40), max_size=12)


@given(columns)
def test_every_small_number_is_withheld_and_zero_is_not(people):
    withheld = withheld_rows(people)

    assert all(index in withheld for index, count in enumerate(people) if 0 < count < THRESHOLD)
    assert all(people[index] > 0 for index in withheld)


@given(columns)
def test_what_is_withheld_cannot_be_found_by_subtraction(people):
    withheld = withheld_rows(people)
    everyone = {index for index, count in enumerate(people) if count}

    enough = len(withheld) > 1 and sum(people[index] for index in withheld) >= THRESHOLD
    assert not withheld or enough or withheld == everyone


@given(columns.filter(lambda people: all(count == 0 or count >= THRESHOLD for count in people)))
def test_nothing_is_withheld_without_a_small_number(people):
    assert withheld_rows(people) == set()
